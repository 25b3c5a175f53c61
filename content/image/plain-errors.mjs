// A recipe that fails says why on standard error, without a stack: whoever called it shows that to a user.
process.on('uncaughtException', (error) => {
  console.error(error.stderr?.trim() || error.message);
  process.exit(1);
});
