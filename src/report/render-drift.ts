import { isAway } from "../model/drift.js";
import type { Drift, FieldMove, Mover, TableMoves } from "../model/drift.js";
import { needsConsent, worstEffect } from "../model/effect.js";
import { assertNever } from "../model/result.js";
import type { FieldValue } from "../model/settings.js";
import { problemLines } from "./details.js";
import { effectMark } from "./effect-mark.js";
import { formatValue } from "./field-change.js";
import { hang, indent, labelled, wrap } from "./layout.js";
import { renderNextSteps } from "./next-steps.js";
import { formatPrice } from "./numbers.js";
import { shortAddress } from "./overview.js";
import type { Paint, Style } from "./paint.js";
import { countedBoth } from "./verdict.js";
import { visibleTexts } from "./visible.js";

interface Look {
  readonly width: number;
  readonly paint: Paint;
  readonly scope: string | undefined;
  /** options that name the target and narrow the scope to these tables; without any, to what was asked about */
  readonly flagsFor: (tables: readonly TableMoves[]) => string;
}

const LABELS: Readonly<Record<Mover, readonly [label: string, style: Style]>> = {
  posthog: ["PostHog moved", "warning"],
  "both-differently": ["conflict", "danger"],
  unknown: ["differs", "warning"],
  yaml: ["YAML moved", "notice"],
  "both-same": ["both moved", "dim"],
};
const LABEL_WIDTH = 15;

/** Who stands where, in the order in which it happened. */
function moveText({ field, who, applied, yaml, posthog }: FieldMove, paint: Paint): string {
  const text = (value: FieldValue | string): string => formatValue(field, value);
  const from = applied === undefined ? "not declared" : text(applied);
  switch (who) {
    case "posthog":
      return `${field} ${paint("dim", from)} → ${text(posthog)}`;
    case "yaml":
      return applied === undefined
        ? `${field} ${text(yaml)} declared; PostHog has ${text(posthog)}`
        : `${field} ${paint("dim", from)} → ${text(yaml)}`;
    case "both-same":
      return `${field} ${paint("dim", from)} → ${text(yaml)}, on both sides`;
    case "both-differently":
      return `${field} ${paint("dim", from)} → YAML ${text(yaml)}, PostHog ${text(posthog)}`;
    case "unknown":
      return `${field} YAML ${text(yaml)}, PostHog ${text(posthog)}`;
    default:
      return assertNever(who);
  }
}

function tableLines({ address, fields, item }: TableMoves, { width, paint }: Look): readonly string[] {
  const price = item === undefined ? undefined : formatPrice(item.price);
  return [
    ...wrap(paint("title", shortAddress(address)), width - 2),
    ...fields.flatMap((move) => {
      const [label, style] = LABELS[move.who];
      return indent(labelled(paint(style, label), LABEL_WIDTH, moveText(move, paint), width - 4), 2);
    }),
    ...(item === undefined
      ? []
      : indent(
          labelled(
            paint("dim", "an apply"),
            LABEL_WIDTH,
            `${effectMark(item.effect, paint)}${price === undefined ? "" : `, ${price}`}`,
            width - 4,
          ),
          2,
        )),
  ];
}

function verdict({ tables, plan, auto_enabled, auto_disabled }: Drift, { paint }: Look): string {
  const away = tables.filter(isAway);
  const byItself = auto_enabled.length + auto_disabled.length;
  const pending = tables.filter((table) => !isAway(table) && table.item !== undefined);
  const unread = plan.problems.length;
  const parts = [
    ...(away.length + byItself === 0
      ? unread === 0
        ? [paint("good", "no drift")]
        : []
      : [paint("warning", `${countedMoves(away, byItself)} drifted`)]),
    ...(pending.length === 0
      ? []
      : [`${countedMoves(pending)} ${pending.length === 1 ? "waits" : "wait"} for an apply`]),
    ...(unread === 0 ? [] : [paint("danger", `${unread} could not be compared`)]),
  ];
  return parts.join(" · ");
}

/** @param more  tables beside those that moved */
function countedMoves(moves: readonly TableMoves[], more = 0): string {
  const sources = new Set(moves.filter(({ table }) => table === null).map(({ source }) => source)).size;
  return countedBoth(moves.filter(({ table }) => table !== null).length + more, sources);
}

const listed = (title: string, addresses: readonly string[], { width, paint }: Look): readonly string[] =>
  addresses.length === 0
    ? []
    : [
        "",
        ...labelled(paint("warning", "note"), 6, title, width),
        ...addresses.map((address) => `        ${shortAddress(address)}`),
      ];

/** What can be done about it: about what drifted and what waits apart, where both are there. */
function nextOf({ tables }: Drift, { width, paint, flagsFor }: Look): readonly string[] {
  const away = tables.filter(isAway);
  const pending = tables.filter((table) => !isAway(table) && table.item !== undefined);
  const flags = flagsFor(pending.length > 0 ? away : []);
  const effect = worstEffect(away.flatMap(({ item }) => item?.effect ?? []));
  const isDangerous = needsConsent(effect);
  const steps = [
    ...(away.length === 0
      ? []
      : [
          // No pull writes what a source asks for as a whole.
          ...(away.every(({ table }) => table === null)
            ? []
            : [{ command: `warehog pull${flags}`, why: "takes over into the YAML what PostHog holds" }]),
          isDangerous
            ? { command: `warehog plan${flags}`, why: `putting it back would be a ${effect}: what that does to rows` }
            : { command: `warehog apply${flags}`, why: "puts back what the YAML says" },
        ]),
    ...(pending.length === 0
      ? []
      : [{ command: `warehog plan${flagsFor(away.length > 0 ? pending : [])}`, why: "what waits for an apply" }]),
  ];
  return steps.length === 0 ? [] : ["", ...renderNextSteps(steps, width, paint)];
}

/** Who moved what since the last apply, and what to type next. */
export function renderDrift(given: Drift, look: Look): string {
  const drift = visibleTexts(given);
  const { plan, commit, because, tables, auto_enabled, auto_disabled } = drift;
  const { width, paint, scope } = look;
  const compared =
    commit === null
      ? `only the YAML and PostHog compared, so nobody knows who moved: ${because}`
      : `compared with ${commit.slice(0, 7)}, ${because}`;
  const lines = [
    `${paint("title", plan.target.name)} · project ${plan.target.project_id}`,
    ...hang(paint("dim", compared), width),
    ...(scope === undefined ? [] : hang(paint("dim", scope), width)),
    "",
    verdict(drift, look),
    ...tables.flatMap((table) => ["", ...indent(tableLines(table, look), 2)]),
    ...listed("PostHog switched on by itself, as new tables, and they are billed:", auto_enabled, look),
    ...listed(
      "off after failed runs, and the YAML leaves open whether they are on:",
      auto_disabled.map(({ address }) => address),
      look,
    ),
    ...plan.problems.flatMap((problem) => [
      "",
      ...indent(wrap(paint("title", problem.address), width - 2), 2),
      ...indent(problemLines(problem, { width: width - 4, paint }), 4),
    ]),
    ...nextOf(drift, look),
  ];
  return `${lines.join("\n")}\n`;
}
