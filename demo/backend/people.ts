/** Who may join what, as MTChat's contract has it: a tenant, and values of two levels inside it. */
export interface Scope {
  tenant_uid: string;
  scope_level1: string[];
  scope_level2: string[];
}

export interface Person {
  id: PersonId;
  displayName: string;
  company: string;
  email: string;
  phone: string;
  scope: Scope;
}

export type PersonId = 'anna' | 'boris' | 'tomas' | 'wang' | 'li';

/** What the host calls a department is MTChat's level 1, a role its level 2. */
function scopeOf(tenant: string, department: string, role: string): Scope {
  return { tenant_uid: tenant, scope_level1: [department], scope_level2: [role] };
}

/** Five people of three companies. The carrier works inside the tenant of the company that hires it. */
export const people: readonly Person[] = [
  {
    id: 'anna',
    displayName: 'Anna Petrova',
    company: 'Acme Trading',
    email: 'anna.petrova@acme.example',
    phone: '+7 495 555-01-12',
    scope: scopeOf('acme', 'sales', 'manager'),
  },
  {
    id: 'boris',
    displayName: 'Boris Ivanov',
    company: 'Acme Trading',
    email: 'boris.ivanov@acme.example',
    phone: '+7 495 555-01-27',
    scope: scopeOf('acme', 'logistics', 'dispatcher'),
  },
  {
    id: 'tomas',
    displayName: 'Tomas Berg',
    company: 'Nordhaul Freight',
    email: 'tomas.berg@nordhaul.example',
    phone: '+46 8 555 014 60',
    scope: scopeOf('acme', 'carriers', 'dispatcher'),
  },
  {
    id: 'wang',
    displayName: '王伟 Wang Wei',
    company: '华信机械 Huaxin Machinery',
    email: 'wang.wei@huaxin.example',
    phone: '+86 574 5550 1188',
    scope: scopeOf('huaxin', 'sales', 'manager'),
  },
  {
    id: 'li',
    displayName: '李娜 Li Na',
    company: '华信机械 Huaxin Machinery',
    email: 'li.na@huaxin.example',
    phone: '+86 574 5550 1199',
    scope: scopeOf('huaxin', 'logistics', 'specialist'),
  },
];

const peopleById = new Map(people.map((person) => [person.id, person]));

export function personOf(id: PersonId): Person {
  const person = peopleById.get(id);
  if (person === undefined) throw new Error(`There is no person ${id}`);
  return person;
}

/** A participant as the Management API takes one. */
export function participantOf(id: PersonId) {
  const { displayName, company, email, phone } = personOf(id);
  return { user_id: id, display_name: displayName, company, email, phone };
}
