/** What only our insides say: stack traces, files, SQL, the names of libraries, tables and constraints, connection strings. */
const internals: Record<string, RegExp> = {
  'a stack trace': /\bat .{0,80}\(.{1,200}:\d+:\d+\)|\bat (?:async )?\S+:\d+:\d+/,
  'a place in a source file': /\b[\w-]+\.(?:ts|js|mjs|cjs):\d+|\.(?:ts|mjs|cjs)\b/,
  'a path of the machine': /node_modules|file:\/\/|\/(?:home|work|usr|tmp|var|root|app)\//,
  'an error class':
    /\b(?:[A-Z]\w*)?(?:Error|Exception): |\b(?:Type|Range|Syntax|Reference|Zod|Neon\w*|Drizzle\w*|Database|ApiE)Error\b/,
  SQL: /\b(?:select|update|delete)\b[^"]{1,80}\b(?:from|set|where)\b|\binsert into\b|\bon conflict\b|\breturning\b|\$\d+::/i,
  'an error of Postgres':
    /\bsqlstate\b|violates|duplicate key|\brelation "|\bcolumn "|_(?:pkey|fkey|idx|check)\b|(?<!s3)_key\b|invalid input syntax|invalid byte sequence|syntax error|out of range for type|unsupported Unicode|\b(?:22|23|40|42|53|57)[0-9A-Z]{3}\b(?=[^-\w])/i,
  'the name of a part':
    /drizzle|neon|pglite|postgres(?!:\/\/user:password@host)|\bzod\b|\bhono\b|workerd|miniflare|sqlite|durable.?object|ECONN|fetch failed/i,
  'a text made of an object': /\[object /,
};

/** What no answer may have in it, whether it is an error or holds what users wrote. */
const always: Record<string, RegExp> = {
  'a stack trace': /\bat [^"]{0,80}\([^"]{1,200}\.[cm]?[jt]s:\d+:\d+\)/,
  'a connection string': /postgres(?:ql)?:\/\/(?!user:password@host)/,
  'a text made of an object': /\[object Object\]/,
};

function found(patterns: Record<string, RegExp>, text: string): string[] {
  return Object.entries(patterns).flatMap(([what, pattern]) => {
    const words = pattern.exec(text)?.[0];
    return words === undefined ? [] : [`tells ${what}: ${words.slice(0, 100)}`];
  });
}

/** What an answer tells that it must not; an error is held to more, as it should have no words but ours. */
export function leaksOf(text: string, isError: boolean, secrets: readonly string[]): string[] {
  const told = secrets.filter((secret) => text.includes(secret)).map((secret) => `tells a secret: ${secret}`);
  return [...told, ...found(isError ? internals : always, text)];
}
