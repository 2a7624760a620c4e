import { counted } from "../model/numbers.js";
import type { PullCode } from "../pull/codes.js";
import type { LeftOut } from "../pull/left-out.js";
import type { Pull, Pulled } from "../pull/pulled.js";
import { labelled } from "../report/layout.js";
import { renderNextSteps } from "../report/next-steps.js";
import { visible } from "../report/visible.js";
import type { Context } from "./context.js";
import { fileDiff } from "./file-diff.js";
import { invocationOf } from "./invocation.js";
import type { PullOptions } from "./options.js";
import { paintFor, widthOf } from "./paint.js";
import type { TargetEntry } from "./project.js";

export interface PullResult extends Pull {
  readonly target: TargetEntry;
}

type Action = "create" | "change" | "none";

const actionOf = ({ before, text }: Pulled): Action =>
  before === undefined ? "create" : before === text ? "none" : "change";

/** Says which files were written, or would be, and what no file says. */
export function showPull(context: Context, options: PullOptions, result: PullResult): void {
  if (options.json === true) context.stdout.write(`${JSON.stringify(jsonOf(context, result), null, 2)}\n`);
  else showText(context, options, result);
}

const jsonOf = (context: Context, { target, files, leftOut }: PullResult) => ({
  version: 1,
  target: target.name,
  changed: files.some((file) => actionOf(file) !== "none"),
  files: files.map((file) => ({
    path: file.path,
    action: actionOf(file),
    changed: file.changed,
    added: file.added,
    ...(actionOf(file) === "change" ? { diff: diffOf(file, paintFor(context.stdout, context, { color: false })) } : {}),
  })),
  left_out: leftOut,
});

const diffOf = ({ path, before = "", text }: Pulled, paint: Parameters<typeof fileDiff>[3]): string =>
  fileDiff(path, before, text, paint);

const DONE: Readonly<Record<Action, string>> = { create: "wrote", change: "changed", none: "as it is" };
const WOULD: Readonly<Record<Action, string>> = { create: "missing", change: "differs", none: "as it is" };
const LABEL_WIDTH = 9;

function showText(context: Context, options: PullOptions, result: PullResult): void {
  const { files, leftOut } = result;
  const words = options.check === true ? WOULD : DONE;
  const paint = paintFor(context.stdout, context, options);
  const diffs = options.check === true ? context.stdout : context.stderr;
  const diffPaint = paintFor(diffs, context, options);
  for (const file of files)
    if (actionOf(file) === "change" || (options.check === true && actionOf(file) === "create"))
      diffs.write(diffOf(file, diffPaint));
  for (const file of files) {
    const action = actionOf(file);
    const word = words[action].padEnd(LABEL_WIDTH);
    const what = whatOf(file);
    context.stdout.write(
      `${paint(action === "none" ? "dim" : "good", word)} ${visible(file.path)}${what === "" ? "" : `  ${paint("dim", what)}`}\n`,
    );
  }
  showLeftOut(context, options, leftOut);
  const next = nextOf(context, options, result);
  context.stdout.write(`\n${renderNextSteps(next, widthOf(context.stdout), paint).join("\n")}\n`);
}

function whatOf(file: Pulled): string {
  const parts = [
    ...(file.changed.length > 0 ? [`${counted(file.changed.length, "table")} changed`] : []),
    ...(file.added.length > 0
      ? [`${counted(file.added.length, "table")}${file.before === undefined ? "" : " added"}`]
      : []),
  ];
  return parts.join(", ");
}

const MOST_NAMED = 5;

/** What differs in nothing but its place is said once. */
function showLeftOut(context: Context, options: PullOptions, leftOut: readonly LeftOut[]): void {
  const paint = paintFor(context.stderr, context, options);
  const byReason = new Map<string, { readonly reason: LeftOut; readonly addresses: string[] }>();
  for (const reason of leftOut) {
    const key = `${reason.code}\n${reason.message}`;
    const same = byReason.get(key);
    if (same === undefined) byReason.set(key, { reason, addresses: [reason.address] });
    else same.addresses.push(reason.address);
  }
  if (byReason.size > 0) context.stderr.write("\n");
  for (const { reason, addresses } of byReason.values()) {
    const named = addresses.slice(0, MOST_NAMED).join(", ");
    const more = addresses.length > MOST_NAMED ? ` and ${counted(addresses.length - MOST_NAMED, "more")}` : "";
    const text = `${visible(`${named}${more}: ${reason.message}`)} ${paint("dim", `(${reason.code})`)}`;
    context.stderr.write(`${labelled(paint("warning", "note"), 6, text, widthOf(context.stderr)).join("\n")}\n`);
  }
}

/** What stays different from the files until somebody decides. */
const UNDECIDED: ReadonlySet<PullCode> = new Set<PullCode>([
  "not-discovered",
  "not-editable",
  "source-ambiguous",
  "source-not-found",
  "sync-type-missing",
]);

function nextOf(context: Context, options: PullOptions, { files, leftOut }: PullResult) {
  const isChanged = files.some((file) => actionOf(file) !== "none");
  const { flags } = invocationOf(context, options, undefined);
  if (options.check === true && isChanged) return [{ command: `warehog pull${flags}`, why: "writes these files" }];
  const why = leftOut.some(({ code }) => UNDECIDED.has(code))
    ? "shows what is left to decide"
    : "shows that nothing is left to do; from here on the files decide";
  return [{ command: `warehog plan${flags}`, why }];
}
