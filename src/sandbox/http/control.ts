import type { Reply } from "../handler.js";

/** What the sandbox's own endpoints work on. */
interface Controlled {
  state(): unknown;
  /** @throws {InvalidDocument} and leaves the current state */
  reset(document: unknown): void;
}

/** `/__sandbox/…`: no key, never limited, never made to fail. */
export function answerControl(sandbox: Controlled, method: string, pathname: string, text: string): Reply {
  switch (`${method} ${pathname.replace(/\/$/u, "")}`) {
    case "GET /__sandbox/state":
      return { status: 200, body: sandbox.state() };
    case "POST /__sandbox/reset":
      return reset(sandbox, text);
    default:
      return { status: 404, body: { error: `The sandbox has no ${method} ${pathname}` } };
  }
}

function reset(sandbox: Controlled, text: string): Reply {
  try {
    sandbox.reset(JSON.parse(text));
    return { status: 200, body: { ok: true } };
  } catch (error) {
    return { status: 422, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}
