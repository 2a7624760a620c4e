import type { SourcePair } from "../planner/pair.js";
import type { Problem } from "../model/finding.js";
import type { WebhookInfo } from "../model/live.js";
import { missingInputs } from "../model/webhook.js";
import { hang, indent, labelled } from "../report/layout.js";
import { renderNextSteps } from "../report/next-steps.js";
import type { Paint } from "../report/paint.js";
import { visibleTexts } from "../report/visible.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { report } from "./failure.js";
import type { Failure } from "./failure.js";
import { flagsFor } from "./invocation.js";
import { failureOf } from "./live-plan.js";
import { chosenSources, liveSources } from "./live-sources.js";
import type { LiveOptions } from "./options.js";
import { paintFor, widthOf } from "./paint.js";
import { afterInfo } from "./after-info.js";
import { openSession } from "./session.js";
import type { Session } from "./session.js";

/** What is told of a webhook: names and facts, never the value of an input. */
export interface Shown {
  readonly source: string;
  readonly supported: boolean;
  /** PostHog holds it */
  readonly exists: boolean;
  /** null: the provider was not asked or does not tell */
  readonly at_provider: boolean | null;
  /** null: nobody */
  readonly switched_off_by: WebhookInfo["switched_off_by"];
  readonly blocked: string | null;
  readonly missing_events: readonly string[];
  readonly filled_inputs: readonly string[];
  /** declared in the YAML, and PostHog holds no value */
  readonly missing_inputs: readonly string[];
  readonly feeds: readonly string[];
}

const LABEL = 13;

/** Shows the webhook of a source, or of every declared source that can have one. Read-only. */
export async function info(context: Context, source: string | undefined, options: LiveOptions): Promise<ExitCode> {
  const session = await openSession(context, options, "read", ({ sources }) => chosenSources(sources, source));
  if (!session.ok) return report(context, options, session.error);
  try {
    const sources = await liveSources(session.value, source);
    if (!sources.ok) return await report(context, options, sources.error);
    const answers: Answer[] = [];
    for (const { source: key, found } of sources.value) {
      if (!found.ok) answers.push({ source: key, failed: failed(found.error) });
      else if (source !== undefined || found.value.live.supports_webhooks)
        answers.push(await ask(session.value, found.value));
    }
    show(context, options, visibleTexts(answers));
    return answers.some((answer) => "failed" in answer) ? EXIT.error : EXIT.done;
  } finally {
    await session.value.service.close();
  }
}

/** One that cannot be asked says so, and hides no other. */
type Answer = Shown | { readonly source: string; readonly failed: Problem };

const failed = ({ code, message, hint }: Failure): Problem => ({ code, message, hint });

async function ask({ service }: Session, found: SourcePair): Promise<Answer> {
  const asked = await service.posthog.warehouse.webhookInfo(found.live.id);
  return asked.ok
    ? shownOf(found, asked.value.value)
    : { source: found.desired.key, failed: failed(failureOf(asked.error)) };
}

function shownOf({ desired, live }: SourcePair, webhook: WebhookInfo): Shown {
  const names = new Map(live.listed.map(({ id, name }) => [id, name]));
  return {
    source: desired.key,
    supported: webhook.supports_webhooks,
    exists: webhook.exists,
    at_provider: webhook.external_exists,
    switched_off_by: webhook.switched_off_by,
    blocked: webhook.auto_creation_blocked_reason,
    missing_events: webhook.missing_events,
    filled_inputs: webhook.filled_inputs,
    missing_inputs: webhook.exists ? missingInputs(webhook, desired.webhook?.inputs ?? {}) : [],
    feeds: Object.values(webhook.schema_mapping)
      .map((id) => names.get(id) ?? id)
      .toSorted(),
  };
}

function show(context: Context, options: LiveOptions, webhooks: readonly Answer[]): void {
  if (options.json === true) {
    context.stdout.write(`${JSON.stringify({ version: 1, webhooks }, null, 2)}\n`);
    return;
  }
  if (webhooks.length === 0) context.stdout.write("no declared source can have a webhook\n");
  const paint = paintFor(context.stdout, context, options);
  const width = widthOf(context.stdout);
  for (const webhook of webhooks) {
    const title = paint("title", webhook.source);
    const lines = "failed" in webhook ? failureLines(webhook.failed, width) : webhookLines(webhook, width);
    const state = "failed" in webhook ? paint("danger", "could not be read") : stateOf(webhook, paint);
    context.stdout.write([`${title}  ${state}`, ...lines, ""].join("\n"));
  }
  const next = afterInfo(
    flagsFor(options),
    webhooks.filter((webhook) => "feeds" in webhook),
  );
  if (next.length > 0) context.stdout.write(`\n${renderNextSteps(next, width, paint).join("\n")}\n`);
}

const failureLines = ({ code, message, hint }: Problem, width: number): readonly string[] =>
  indent([...hang(`${message} (${code})`, width - 2), ...hang(`→ ${hint}`, width - 2)], 2);

const webhookLines = (webhook: Shown, width: number): readonly string[] =>
  rowsOf(webhook)
    .filter(([, text]) => text !== "")
    .flatMap(([label, text]) => labelled(`  ${label}`, LABEL, text, width));

function stateOf({ supported, exists, at_provider, switched_off_by }: Shown, paint: Paint): string {
  if (!supported) return paint("warning", "this source can have no webhook");
  if (!exists) return paint("warning", "no webhook");
  if (at_provider === false) return paint("warning", "PostHog holds a webhook that the provider does not have");
  return switched_off_by === null
    ? paint("good", "webhook registered")
    : paint("warning", `${switched_off_by} has switched the webhook off`);
}

function rowsOf(webhook: Shown): readonly (readonly [label: string, text: string])[] {
  const { exists, at_provider, blocked, missing_events, filled_inputs, feeds } = webhook;
  return [
    ["provider", exists && at_provider === null ? "does not tell whether it has the webhook" : ""],
    ["blocked", blocked ?? ""],
    ["feeds", feeds.join(", ")],
    ["inputs", exists ? filled_inputs.join(", ") || "none holds a value" : ""],
    ["missing", missing_events.length === 0 ? "" : `the provider does not send ${missing_events.join(", ")}`],
  ];
}
