import { mayHaveArrived } from "../model/fault.js";
import type { ServiceFault } from "../model/fault.js";
import type { WebhookInfo } from "../model/live.js";
import { missingInputs } from "../model/webhook.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { hang } from "../report/layout.js";
import { visible } from "../report/visible.js";
import { confirm } from "./confirm.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { report } from "./failure.js";
import type { Failure } from "./failure.js";
import { givenSecret } from "./given-secret.js";
import { flagsFor, quoted } from "./invocation.js";
import { failureOf } from "./live-plan.js";
import { chosenSources, liveSource } from "./live-sources.js";
import type { RotateOptions } from "./options.js";
import { widthOf } from "./paint.js";
import { openSession } from "./session.js";
import type { Session } from "./session.js";

/** No variable can be called so: the client looks the value up under it, and no other name leads to it. */
const HANDED_OVER = "=";

const BETWEEN =
  "Deliveries signed with the old value are turned away as soon as PostHog holds the new one, and the other way round before. " +
  "Make the new value at the provider first and let the old one stay valid there for a while, if it can; what was turned away in between is missing until the provider sends it again or the table's next scheduled run reads it.";

/** Replaces one input of a source's webhook. The value goes from the environment or standard input to PostHog and nowhere else. */
export async function rotate(context: Context, source: string, options: RotateOptions): Promise<ExitCode> {
  const secret = await givenSecret(context, options);
  if (!secret.ok) return report(context, options, secret.error);
  const env = { ...context.env, [HANDED_OVER]: secret.value };
  const session = await openSession({ ...context, env }, options, "write", ({ sources }) =>
    chosenSources(sources, source),
  );
  if (!session.ok) return report(context, options, session.error);
  try {
    const done = await rotateUpon(context, session.value, source, options);
    if (!done.ok) return await report(context, options, done.error);
    show(context, options, source);
    return EXIT.done;
  } finally {
    await session.value.service.close();
  }
}

async function rotateUpon(
  context: Context,
  session: Session,
  key: string,
  options: RotateOptions,
): Promise<Result<null, Failure>> {
  const { warehouse } = session.service.posthog;
  const { input } = options;
  const found = await liveSource(session, key);
  if (!found.ok) return found;
  const { id } = found.value.live;
  const before = await warehouse.webhookInfo(id);
  if (!before.ok) return err(failureOf(before.error));
  if (!before.value.value.exists) return err(webhookMissing(key));

  const isNew = !holds(before.value.value, input);
  context.stderr.write(`${hang(BETWEEN, widthOf(context.stderr)).join("\n")}\n`);
  const question = isNew ? `Hand ${input} to the webhook of ${key}?` : `Replace ${input} of the webhook of ${key}?`;
  const agreed = await confirm(context, options, question, commandOf(key, options));
  if (!agreed.ok) return agreed;
  const written = await warehouse.updateWebhookInputs(id, { [input]: { env: HANDED_OVER } });
  const after = await warehouse.webhookInfo(id);
  const now = after.ok ? stateAfter(after.value.value, input) : "and the webhook could not be read again";
  if (!written.ok)
    return err(mayHaveArrived(written.error) ? unproved(now, key, options) : refusalOf(written.error, key, options));
  if (!written.value.value) return err(inputRefused(key, options));
  if (!after.ok) return err(unproved(now, key, options));
  return holds(after.value.value, input) ? ok(null) : err(notProved(now, key, options));
}

const holds = (info: WebhookInfo, input: string): boolean =>
  info.exists && missingInputs(info, { [input]: { env: HANDED_OVER } }).length === 0;

/** Of a secret no more is told than that there is one. */
function stateAfter(info: WebhookInfo, input: string): string {
  if (!info.exists) return "and read again it holds no webhook of this source";
  return holds(info, input)
    ? `and read again it holds a value of ${input}, the old one or the new one`
    : `and read again it holds no value of ${input}`;
}

/** The same command, without what may not be shown: the value itself stands in none. */
function commandOf(key: string, options: RotateOptions): string {
  const from = options.fromEnv === undefined ? "--from-stdin" : `--from-env ${quoted(options.fromEnv)}`;
  return `warehog webhook rotate${flagsFor(options)} ${quoted(key)} --input ${quoted(options.input)} ${from}`;
}

const infoOn = (key: string, options: RotateOptions): string =>
  `warehog webhook info${flagsFor(options)} ${quoted(key)}`;

const lookAgain = (key: string, options: RotateOptions): string =>
  `${infoOn(key, options)} shows which inputs hold a value; handing it over once more does no harm: ${commandOf(key, options)}`;

const webhookMissing = (key: string): Failure => ({
  code: "webhook-missing",
  message: `PostHog holds no webhook for ${key}, so there is nothing to replace; nothing was sent`,
  hint: "a plan makes the webhook with the first table of sync_type: webhook; declare its inputs under webhook: in the source's file",
  exit: EXIT.refused,
});

/** The server's own words may repeat what was sent. */
const refusalOf = (fault: ServiceFault, key: string, options: RotateOptions): Failure =>
  fault.kind === "status" && fault.status === 400 ? inputRefused(key, options) : failureOf(fault);

const inputRefused = (key: string, options: RotateOptions): Failure => ({
  code: "webhook-input-refused",
  message: "PostHog did not take the new value, and still holds the old one if it held any",
  hint: `${infoOn(key, options)} names the inputs that hold a value; the Webhook tab of the source shows which it has`,
});

const unproved = (now: string, key: string, options: RotateOptions): Failure => ({
  code: "webhook-input-unproved",
  message: `the new value was sent and no good answer came back, ${now}: nobody knows which one deliveries are checked against`,
  hint: lookAgain(key, options),
  exit: EXIT.unproven,
});

const notProved = (now: string, key: string, options: RotateOptions): Failure => ({
  code: "webhook-not-proved",
  message: `PostHog took the call, ${now}`,
  hint: lookAgain(key, options),
  exit: EXIT.unproven,
});

function show(context: Context, { json, input }: RotateOptions, source: string): void {
  if (json === true)
    context.stdout.write(`${JSON.stringify({ version: 1, source, input, replaced: true }, null, 2)}\n`);
  else {
    const said = visible(
      `${source}: PostHog holds the new ${input}. It shows no secret again, so the next delivery is the proof: look for it at the provider.`,
    );
    context.stdout.write(`${hang(said, widthOf(context.stdout)).join("\n")}\n`);
  }
}
