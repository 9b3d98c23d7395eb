// The relay in a process of its own. Started as `node relay-process.ts <target port> <delay in ms>`.
import { startDelayingRelay } from './relay.ts';

const [targetPort, delayMs] = process.argv.slice(2).map(Number);
const relay = await startDelayingRelay(targetPort ?? 0, delayMs ?? 0);
console.log(relay.port);
