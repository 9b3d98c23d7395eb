/** `address` where it is an absolute http or https one, else null: a `javascript:` link would run in the host's page. */
export function webAddress(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  return /^https?:$/.test(new URL(address).protocol) ? address : null;
}
