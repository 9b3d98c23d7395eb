import { limits } from '../../../contract/limits.ts';
import type { UserProfile } from '../../client/config.ts';
import type { I18n } from '../../i18n/use-i18n.ts';

/** What stands in the fields of the form: text, empty where nothing is given. */
export type JoinFields = Record<keyof UserProfile, string>;

export type JoinErrors = Partial<Record<keyof UserProfile, string>>;

/** The fields filled with what the host knows of the user. */
export function fieldsOf(profile: UserProfile): JoinFields {
  const { displayName, company, email = '', phone = '' } = profile;
  return { displayName, company, email, phone };
}

/** What to send: without spaces around, and without the fields left empty. */
export function profileOf(fields: JoinFields): UserProfile {
  const email = fields.email.trim();
  const phone = fields.phone.trim();
  return {
    displayName: fields.displayName.trim(),
    company: fields.company.trim(),
    ...(email !== '' && { email }),
    ...(phone !== '' && { phone }),
  };
}

/** Most UTF-16 units that the server takes in each field (contract §1). */
export const longest: Record<keyof UserProfile, number> = {
  displayName: limits.displayName,
  company: limits.company,
  email: limits.email,
  phone: limits.phone,
};

/** What is wrong with the fields, in the reader's language; empty where they can be sent. */
export function errorsOf(fields: JoinFields, { t }: I18n): JoinErrors {
  const profile = profileOf(fields);
  const errors: JoinErrors = {};
  if (profile.email !== undefined && !/^\S+@\S+$/.test(profile.email)) {
    errors.email = t('shell.join.invalidEmail');
  }
  for (const field of ['displayName', 'company', 'email', 'phone'] as const) {
    const value = profile[field] ?? '';
    if (value.length > longest[field]) errors[field] = t('shell.join.tooLong', { count: longest[field] });
  }
  for (const field of ['displayName', 'company'] as const) {
    if (profile[field] === '') errors[field] = t('shell.join.required');
  }
  return errors;
}
