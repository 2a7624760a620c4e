/** argv → command → exit code. The only file that reads `process`, and it loads nothing before it knows what is asked. */
declare const __WAREHOG_VERSION__: string | undefined;

const version = typeof __WAREHOG_VERSION__ === "string" ? __WAREHOG_VERSION__ : "0.0.0-source";
const argv = process.argv.slice(2);
const stdout = output(process.stdout);
const stderr = output(process.stderr);

const exit = await start();
const lost = await stdout.flushed();
if (lost !== undefined)
  stderr.write(
    `error: the output could not be written (${lost})\nhint: check where it goes, e.g. whether the disk is full\n`,
  );
// 2 says that there are changes, which nobody can read either.
const code = lost !== undefined && (exit === 0 || exit === 2) ? 1 : exit;
await stderr.flushed();
// Left to itself, Node would first finish compiling what is never called again: a fifth of the time of a plan.
process.exit(code);

async function start(): Promise<number> {
  if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) {
    stdout.write(`${version}\n`);
    return 0;
  }
  const { main } = await import("./commands/main.js");
  const stopping = new AbortController();

  return main(argv, {
    cwd: process.cwd(),
    env: process.env,
    stdin: { isTTY: process.stdin.isTTY, ask, text: piped },
    stdout,
    stderr,
    stop: {
      get requested() {
        return stopping.signal.aborted;
      },
      signal: stopping.signal,
      take(leaving) {
        for (const signal of ["SIGINT", "SIGTERM"] as const)
          process.on(signal, () => {
            if (!stopping.signal.aborted) return stopping.abort();
            leaving?.();
            process.exit(130);
          });
      },
    },
    processes: { pid: process.pid, isAlive },
    version,
  });
}

/** Signal 0 is never delivered; a process of another user answers EPERM and lives. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function output(stream: NodeJS.WriteStream) {
  let trouble: string | undefined;
  // The first error is the cause; those that follow only say that the stream is gone.
  const note = (error: NodeJS.ErrnoException | null | undefined): void => {
    if (error) trouble ??= error.code ?? error.name;
  };
  // Whatever it is, it must not end an apply half-way.
  stream.on("error", note);
  return {
    isTTY: stream.isTTY,
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
    write: (text: string): void => void stream.write(text, note),
    /** Why a result went nowhere, e.g. ENOSPC. `warehog plan | head`: the reader has seen enough, which is no error. */
    async flushed(): Promise<string | undefined> {
      await new Promise<void>((done) => stream.write("", () => done()));
      return trouble === "EPIPE" ? undefined : trouble;
    },
  };
}

async function piped(): Promise<string> {
  let all = "";
  process.stdin.setEncoding("utf8");
  for await (const piece of process.stdin) all += String(piece);
  return all;
}

async function ask(question: string): Promise<string | undefined> {
  const { createInterface } = await import("node:readline");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    lines.once("close", () => {
      // Ctrl-C or Ctrl-D: what is said next does not belong on the line of the question.
      process.stderr.write("\n");
      resolve(undefined);
    });
    lines.question(question, (answer) => {
      lines.removeAllListeners("close");
      lines.close();
      resolve(answer);
    });
  });
}
