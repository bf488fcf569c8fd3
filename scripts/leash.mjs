/**
 * Preloaded into the console (`node --import`): when the start script dies without a word (kill -9), its channel
 * closes, and the console stops as if it had been asked to, instead of holding the port for ever.
 */
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
