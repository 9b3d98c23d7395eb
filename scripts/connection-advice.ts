import { reasonOf, systemCode } from './problem.ts';

const spelling = 'characters such as @ : / # in a password are written as %40 %3A %2F %23';

/** What to do about it, by the code of the system or of Postgres. */
const adviceByCode = new Map<unknown, string>([
  ['ENOTFOUND', 'nobody knows that host: check its name in DATABASE_URL, and your network'],
  ['EAI_AGAIN', 'host names cannot be looked up: check your network'],
  ['ECONNREFUSED', 'nothing listens there: start Postgres, and check host and port in DATABASE_URL'],
  ['ENOENT', 'nothing listens there: start Postgres, and check the path of its socket in DATABASE_URL'],
  ['28P01', `check user and password in DATABASE_URL; ${spelling}`],
  [
    '28000',
    'the server does not let that user in: check the user, or add ?sslmode=verify-full to DATABASE_URL',
  ],
  ['3D000', 'make that database first (createdb), or name another at the end of DATABASE_URL'],
  ['53300', 'the server has no connection left: close other programs that use it'],
  ['42501', 'the user may not change tables: name the owner of the database in DATABASE_URL'],
  ['0A000', 'the server lacks an extension: install the contrib package of your Postgres'],
  ['58P01', 'the server lacks an extension: install the contrib package of your Postgres'],
]);

const adviceByWords: [RegExp, string][] = [
  [/timeout/i, 'there was no answer within 10 s: check host, firewall and VPN'],
  [/does not support SSL/, 'take sslmode out of DATABASE_URL'],
  [
    /certificate/,
    'the server has no certificate that is trusted here: see sslmode and sslrootcert of Postgres',
  ],
  [/password must be a string/, 'DATABASE_URL has no password'],
];

/** Why a database refused, and what to do about it, in one sentence without user and password. */
export function reasonAndAdvice(error: unknown): string {
  const reason = reasonOf(error);
  const advice =
    adviceByCode.get(innermostCode(error)) ?? adviceByWords.find(([words]) => words.test(reason))?.[1];
  return advice === undefined ? reason : `${reason} – ${advice}`;
}

/** Several addresses are tried for one host, and a failed statement is wrapped. */
function innermostCode(error: unknown): unknown {
  if (error instanceof AggregateError) return innermostCode(error.errors[0]);
  if (error instanceof Error && error.cause instanceof Error) return innermostCode(error.cause);
  return systemCode(error);
}
