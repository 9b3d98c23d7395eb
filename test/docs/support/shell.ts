/** One command: the variables that are set for it, and its words with the quotes taken away. */
export interface Command {
  variables: Record<string, string>;
  words: string[];
}

/** Stands for what a command would print, or for a variable that the page does not set: ids are asked for most. */
const unknownValue = '0199a4f0-1111-7000-8000-000000000001';

const assignment = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s;
const variable = /\$\{?(\w+)\}?/g;

/** What a script is made of: quoted text, the end of a command, the end of a word, a comment, plain text. */
const pieces =
  /'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<end>[\n;|&])|(?<space>[^\S\n]+)|(?<comment>#[^\n]*)|(?<plain>[^\s'";|&]+)/g;

/** Texts given to a command by `<<'NAME'` are no commands. */
function withoutHereDocuments(script: string): string {
  return script.replace(/<<'(\w+)'\n[\s\S]*?\n\1(?=\n|$)/g, '');
}

/** Where the parenthesis closes that was open at `start`. */
function endOfSubstitution(text: string, start: number): number {
  let depth = 1;
  for (let place = start; place < text.length; place += 1) {
    if (text[place] === "'") place = text.indexOf("'", place + 1);
    else if (text[place] === '(') depth += 1;
    else if (text[place] === ')') depth -= 1;
    if (depth === 0) return place;
  }
  throw new Error('A $( is not closed');
}

/** Takes each `$( )` out of a script, which then stands for something unknown. */
function takeSubstitutions(script: string): { text: string; inner: string[] } {
  const inner: string[] = [];
  let text = script;
  for (let start = text.indexOf('$('); start !== -1; start = text.indexOf('$(')) {
    const end = endOfSubstitution(text, start + 2);
    inner.push(text.slice(start + 2, end));
    text = text.slice(0, start) + unknownValue + text.slice(end + 1);
  }
  return { text, inner };
}

/** The words of each command, as written, with variables put in. */
function* wordsOfCommands(text: string, valuesIn: (text: string) => string): Generator<string[]> {
  let words: string[] = [];
  let word: string | undefined;
  for (const { groups = {} } of `${text}\n`.matchAll(pieces)) {
    const { single, double, plain, end, space } = groups;
    const part = single ?? (double ?? plain)?.replace(variable, valuesIn);
    if (part !== undefined) word = (word ?? '') + part;
    if (word !== undefined && (end ?? space) !== undefined) {
      words.push(word);
      word = undefined;
    }
    if (end === undefined) continue;
    yield words;
    words = [];
  }
}

/**
 * The commands of a shell script, those in `$( )` too, as far as documentation uses the shell: quotes, variables, pipes, comments. `known`
 * are variables that earlier blocks have set, and gets those that this one sets.
 */
export function commandsOf(script: string, known: Map<string, string>): Command[] {
  const { text, inner } = takeSubstitutions(withoutHereDocuments(script).replaceAll('\\\n', ' '));
  const commands: Command[] = [];
  const valueIn = (match: string) => known.get(match.replace(/\W/g, '')) ?? unknownValue;
  for (const words of wordsOfCommands(text, valueIn)) {
    const count = words.findIndex((word) => !assignment.test(word));
    const set = words.slice(0, count === -1 ? words.length : count).map((word) => assignment.exec(word));
    const pairs = set.map((parts) => [parts?.[1] ?? '', parts?.[2] ?? ''] as const);
    if (count !== -1) commands.push({ variables: Object.fromEntries(pairs), words: words.slice(count) });
    else for (const [name, value] of pairs) known.set(name, value);
  }
  // After the rest, which has set the variables that they use.
  return [...commands, ...inner.flatMap((each) => commandsOf(each, known))];
}
