import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { report } from "./failure.js";
import type { OutputOptions } from "./options.js";
import { paintFor } from "./paint.js";
import { invalidState, stateDocument } from "./state-document.js";

export interface SandboxOptions extends OutputOptions {
  readonly state?: string;
  /** commander fills in its default */
  readonly port: number;
}

/** Of the packaged example, for whoever has not seen the document. */
const EXAMPLE_KEYS = "phx_sandbox_full for everything, phx_sandbox_read to plan";

const isTaken = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EADDRINUSE";

/** Runs an emulated PostHog until it is told to stop. */
export async function sandbox(context: Context, options: SandboxOptions): Promise<ExitCode> {
  const document = await stateDocument(context, options.state);
  if (!document.ok) return report(context, options, document.error);
  const { InvalidDocument, startSandbox } = await import("../sandbox/start.js");
  try {
    const server = await startSandbox({ document: document.value, port: options.port, clock: context.clock });
    context.stop.take();
    announce(context, options, server.url);
    await stopped(context.stop.signal);
    await server.close();
    return EXIT.done;
  } catch (error) {
    if (error instanceof InvalidDocument) return report(context, options, invalidState(options.state, error.message));
    if (!isTaken(error)) throw error;
    return report(context, options, {
      code: "port-taken",
      message: `something else listens on port ${options.port} of this machine`,
      hint: "name another with --port, or --port 0 for any free one",
    });
  }
}

function announce(context: Context, options: SandboxOptions, url: string): void {
  if (options.json === true) {
    context.stdout.write(`${JSON.stringify({ version: 1, url })}\n`);
    return;
  }
  const paint = paintFor(context.stdout, context, options);
  context.stdout.write(`an emulated PostHog listens at ${paint("title", url)}\n`);
  const lines = [
    `its state: ${url}/__sandbox/state · Ctrl-C ends it, and nothing of it is kept`,
    ...(options.state === undefined ? [`its API keys: ${EXAMPLE_KEYS}`] : []),
  ];
  context.stderr.write(lines.map((line) => `${paint("dim", line)}\n`).join(""));
}

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve());
  });
