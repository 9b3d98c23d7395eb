/** Something the developer can put right: it is told in one line, without a stack trace. */
export class Problem extends Error {
  override name = 'Problem';
}

/** What went wrong, in a line. Where several addresses were tried, or a statement failed, the reason is inside. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return error.message.split('\n', 1).join('');
}

/** The system's code of an error, such as ENOENT. */
export function systemCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
