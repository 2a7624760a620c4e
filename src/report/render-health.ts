import type { Advice, FindingGroup, HealthReport, TableFinding } from "../model/health-report.js";
import { counted } from "../model/numbers.js";
import { hang, indent, labelled } from "./layout.js";
import type { Paint, Style } from "./paint.js";

interface Look {
  readonly width: number;
  readonly paint: Paint;
}

const STYLES: Readonly<Record<string, Style>> = { "+": "added", "-": "removed" };
const LABEL_WIDTH = 14;
/** of the tables of one cause, those whose runs are shown one by one */
const MOST_SHOWN = 5;

/** What is wrong, source by source, and what to type next. */
export function renderHealth(report: HealthReport, look: Look): string {
  const { paint, width } = look;
  const lines = [...hang(verdict(report, paint), width)];
  if (report.healthy !== undefined) lines.push("", ...facts(report.healthy, look));
  let source: string | undefined;
  for (const group of report.groups) {
    if (group.source !== source) lines.push("", paint("title", group.source));
    source = group.source;
    lines.push("", ...indent(groupLines(group, { width: width - 2, paint }), 2));
  }
  for (const text of report.unread) lines.push("", ...hang(paint("warning", `! ${text}`), width));
  const [first] = report.groups;
  if (first !== undefined)
    lines.push("", `${paint("title", "more:")} ${paint("command", `warehog explain ${first.cause}`)}`);
  return `${lines.join("\n")}\n`;
}

function verdict({ groups, tables, sources, healthy }: HealthReport, paint: Paint): string {
  const ill = groups.reduce((sum, { findings }) => sum + findings.length, 0);
  if (ill === 0 && healthy !== undefined)
    return paint("good", `${healthy.address}: nothing is known to be wrong with it`);
  const of = `${counted(tables, "table")} in ${counted(sources, "source")}`;
  return ill === 0
    ? paint("good", `nothing is known to be wrong with ${of}`)
    : paint("danger", `${ill} of ${of} ${ill === 1 ? "does" : "do"} not sync as ${ill === 1 ? "it" : "they"} should`);
}

function groupLines({ cause, message, findings, advice, otherwise }: FindingGroup, look: Look): readonly string[] {
  const { paint, width } = look;
  const names = findings.map(({ table }) => table);
  const shown = names.slice(0, MOST_SHOWN).join(", ");
  const more = names.length > MOST_SHOWN ? ` and ${names.length - MOST_SHOWN} more` : "";
  return [
    ...hang(`${paint("danger", shown + more)}: ${message} ${paint("dim", `(${cause})`)}`, width),
    ...indent(
      [
        ...findings
          .slice(0, MOST_SHOWN)
          .flatMap((finding, index) => [
            ...(findings.length > 1 ? [...(index > 0 ? [""] : []), paint("title", finding.table)] : []),
            ...evidence(finding, { width: width - 2, paint }),
          ]),
        "",
        ...numbered(advice, { width: width - 2, paint }),
        ...(otherwise.length === 0 ? [] : ["", "or, where that cannot be done:", ...told(otherwise, "-", look)]),
      ],
      2,
    ),
  ];
}

const evidence = (finding: TableFinding, look: Look): readonly string[] => [
  ...finding.evidence.flatMap((line) => row(...labelOf(line), look)),
  ...facts(finding, look),
];

function labelOf(line: string): readonly [label: string, text: string] {
  const found = /^(latest_error|cdc_status|webhook_info): /.exec(line);
  return found === null ? ["", line] : [found[1] ?? "", line.slice(found[0].length)];
}

const facts = (
  { status, last_worked, runs, should_sync }: Pick<TableFinding, "status" | "last_worked" | "runs" | "should_sync">,
  look: Look,
): readonly string[] => [
  ...row("status", `${status ?? "none"}${should_sync === true ? "" : ", switched off"}`, look),
  ...row("last worked", last_worked === null ? "never" : time(last_worked), look),
  ...(runs === null || runs.length === 0
    ? []
    : row("last runs", runs.map((run) => `${run.status} ${time(run.created_at)}`).join(" · "), look)),
];

const row = (label: string, text: string, { width, paint }: Look): readonly string[] =>
  labelled(paint("dim", label), LABEL_WIDTH, text, width);

/** Seconds say nothing here. */
const time = (iso: string): string => iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, "$1 $2");

const numbered = (advice: readonly Advice[], look: Look): readonly string[] =>
  advice.flatMap((entry, index) => told([entry], `${index + 1}.`, look));

const told = (advice: readonly Advice[], mark: string, { width, paint }: Look): readonly string[] =>
  advice.flatMap(({ text, command, patch }) => {
    const by = mark.length + 1;
    return [
      ...labelled(mark, by, text, width),
      ...(patch === undefined
        ? []
        : indent(
            patch.map((line) => paint(STYLES[line.charAt(0)] ?? "dim", line)),
            by,
          )),
      // A command is pasted as a whole: a terminal wraps it better than we do.
      ...(command === undefined ? [] : indent([paint("command", command)], by)),
    ];
  });
