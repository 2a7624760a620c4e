import type { PostHog } from "../../adapters/posthog/client.js";
import type { Target } from "../../model/desired.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { clientSettings } from "../client-settings.js";
import type { Context } from "../context.js";
import type { Failure } from "../failure.js";

/** Shorter waits are over before anybody has read of them. */
const TOLD_MS = 2000;

/** Whether the workflow lets the configuration read a variable: a branch could name any secret of the job. */
const envRefusal = (name: string, allowed: ReadonlySet<string>): Failure | undefined =>
  allowed.has(name)
    ? undefined
    : {
        code: "env-not-allowed",
        message: `the configuration reads the variable ${name}, which the workflow does not allow`,
        hint: `add ${name} to the input allowed-env of the workflow, if it is meant for Warehog`,
      };

/** Connects to a target with the key that the job holds for it. Nothing is sent yet. */
export async function connectTarget(
  context: Context,
  target: Target,
  mode: "read" | "write",
  allowed: ReadonlySet<string>,
): Promise<Result<PostHog, Failure>> {
  const refusal = envRefusal(target.api_key_env, allowed);
  if (refusal !== undefined) return err(refusal);
  const settings = clientSettings({}, context.env);
  if (!settings.ok) return settings;
  const { connect } = await import("../../adapters/posthog/client.js");
  const posthog = connect({
    host: target.host,
    projectId: target.project_id,
    key: context.env[target.api_key_env] ?? "",
    mode,
    version: context.version,
    clock: context.clock,
    settings: settings.value,
    secrets: (name) => (allowed.has(name) ? context.env[name] : undefined),
    onWait: (call, ms) => {
      if (ms >= TOLD_MS) context.stderr.write(`waiting ${Math.ceil(ms / 1000)} s before ${call} is tried again\n`);
    },
  });
  if (posthog.ok) return ok(posthog.value);
  return err(
    posthog.error.code === "key-missing"
      ? {
          ...posthog.error,
          message: `${posthog.error.message}: the job has no ${target.api_key_env}`,
          hint: `pass it to the step under env, from a secret; a pull request of a fork or of Dependabot gets none`,
        }
      : posthog.error,
  );
}
