/** The ping and pong that the runtime exchanges without waking a hibernated object. */
export const pingText = '{"type":"ping"}';
export const pongText = '{"type":"pong"}';

/** Why the server closes a socket (contract §6). */
export const closeCode = {
  policyViolation: 1008,
  messageTooBig: 1009,
  tokenExpired: 4401,
  notParticipant: 4403,
  silent: 4408,
} as const;
