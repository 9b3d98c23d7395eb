import { createApp } from './app.ts';

export { DialogRoom } from '../durable-objects/dialog-room/dialog-room.ts';
export { UserInbox } from '../durable-objects/user-inbox/user-inbox.ts';

export default createApp() satisfies ExportedHandler<Env>;
