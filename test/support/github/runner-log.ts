/** What a runner makes of a step's output. */
export interface RunnerLog {
  /** executed, in their order */
  readonly commands: readonly RunnerCommand[];
  /** what a step writes to be read: all but the commands that mask, none of it starred */
  readonly written: string;
  /** what people see, with every masked value starred */
  readonly shown: string;
}

export interface RunnerCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly value: string;
}

const KNOWN = new Set(
  "add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env set-output stop-commands warning".split(
    " ",
  ),
);

/** As actions/runner reads: a line ends at CR as well as at LF; the older form of a command may begin anywhere in a line. */
export function readAsRunner(output: string): RunnerLog {
  const commands: RunnerCommand[] = [];
  const masks = new Set<string>();
  const shown: string[] = [];
  let token: string | undefined;
  for (const line of output.split(/\r\n|\r|\n/)) {
    const command = commandIn(line, token);
    if (token !== undefined) {
      if (command?.name === token) token = undefined;
      else shown.push(line);
    } else if (command === undefined) {
      shown.push(line);
    } else {
      commands.push(command);
      if (command.name === "add-mask") masks.add(command.value);
      else if (command.name === "stop-commands") token = command.value;
      else shown.push(command.value);
    }
  }
  const written = shown.join("\n");
  return { commands, written, shown: [...masks].reduce((text, mask) => text.replaceAll(mask, "***"), written) };
}

function commandIn(line: string, token: string | undefined): RunnerCommand | undefined {
  const [, head = "", value = ""] = /^\s*::(.*?)::(.*)$/.exec(line) ?? /##\[(.*?)\](.*)$/.exec(line) ?? [];
  const [name = "", ...rest] = head.split(" ");
  if (!KNOWN.has(name) && (token === undefined || name !== token)) return undefined;
  const members = rest
    .join(" ")
    .split(/[,;]/)
    .map((member) => member.split("="));
  return {
    name,
    properties: Object.fromEntries(
      members.flatMap(([key = "", ...text]) => (key === "" ? [] : [[key, decoded(text.join("="))]])),
    ),
    value: decoded(value),
  };
}

const decoded = (text: string): string =>
  text
    .replaceAll("%0D", "\r")
    .replaceAll("%0A", "\n")
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll("%25", "%");
