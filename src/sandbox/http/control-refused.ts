/** A request to the sandbox itself that does not fit it. The message says what is wrong, and where. */
export class ControlRefused extends Error {
  override readonly name = "ControlRefused";
}
