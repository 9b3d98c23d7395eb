import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseSettings, type Settings, settingNames } from '../../contract/settings.ts';
import { Problem } from '../problem.ts';
import { developmentNames } from './settings.ts';

const whereListed = 'docs/configuration.md lists the settings and their values';

/** Throws a `Problem` that names each setting the Worker would refuse; it would otherwise start, and answer 503 to everything. */
export function requireValidSettings(variables: Record<string, string>): Settings {
  const parsed = parseSettings(variables);
  if (parsed.ok) return parsed.settings;
  throw new Problem(`A setting is not right: ${parsed.problem} (${whereListed})`);
}

/** A sentence for each thing that is probably not as it was meant, though everything can run. */
export function settingHints(
  { chatAuth, jwt }: Settings,
  environment: NodeJS.ProcessEnv,
  directory: string,
): string[] {
  const files = ['.dev.vars', '.env'].filter((file) => existsSync(join(directory, file)));
  const hasNoKey = chatAuth === 'jwt' && jwt.secrets.length === 0 && jwt.jwksUrl === undefined;
  return [
    ...files.map(
      (file) =>
        `${file} is not read: give settings to the command, as in CHAT_AUTH=jwt npm run dev (or: set -a; . ./${file}; set +a)`,
    ),
    ...misspeltSettings(environment).map(
      ([name, known]) => `${name} is no setting: do you mean ${known}? (${whereListed})`,
    ),
    ...(hasNoKey
      ? [
          'CHAT_AUTH is jwt, and there is no key: set JWT_SECRET, JWT_SECRETS or JWT_JWKS_URL, or every chat call is answered with 503',
        ]
      : []),
  ];
}

/** Variables of the environment that are nearly a setting, each with the setting. */
export function misspeltSettings(environment: NodeJS.ProcessEnv): [name: string, known: string][] {
  const known = [...new Set([...developmentNames, ...settingNames])];
  return Object.keys(environment).flatMap((name): [string, string][] => {
    if (known.includes(name)) return [];
    const meant = known.find((setting) => isNearly(name.toUpperCase(), setting));
    return meant === undefined ? [] : [[name, meant]];
  });
}

/** A slip of the keyboard, or a word that was left out. Short names are near to too many others. */
function isNearly(name: string, setting: string): boolean {
  if (Math.min(name.length, setting.length) < 6) return false;
  const words = name.split('_');
  const rest = setting.split('_').filter((word) => !words.includes(word));
  if (words.length > 1 && words.length + rest.length === setting.split('_').length) return true;
  return editsBetween(name, setting) <= (setting.length < 10 ? 1 : 2);
}

/** How many letters must be changed, added or removed to make one of the other. */
function editsBetween(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const current = [row + 1];
    for (const [column, otherLetter] of [...other].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
