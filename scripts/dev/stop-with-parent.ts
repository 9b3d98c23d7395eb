// Loaded into wrangler's process. When the dev command is killed so hard that it cannot clean up, its channel closes;
// without this, wrangler would go on and hold the port. Wrangler closes the channel itself when it is about to exit:
// the delay leaves it the time to do so with its own exit code.
const exitTimeMs = 500;

process.once('disconnect', () => {
  setTimeout(() => process.kill(process.pid, 'SIGTERM'), exitTimeMs).unref();
});
// Only for noticing that: it is not to keep the process alive.
process.channel?.unref();
