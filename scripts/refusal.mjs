/** An outcome that the person at the terminal can act on: printed as its message alone, without a stack. */
export class Refusal extends Error {
  name = "Refusal";
}

/** Prints `error` (a Refusal as its message, anything else with its stack) and ends the process with 1. */
export function failWith(error) {
  console.error(error instanceof Refusal ? `\n${error.message}\n` : error);
  process.exit(1);
}
