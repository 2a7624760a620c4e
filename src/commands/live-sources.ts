import type { DesiredSource } from "../model/desired.js";
import { didYouMean } from "../model/near-name.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { pair } from "../planner/pair.js";
import type { SourcePair } from "../planner/pair.js";
import { EXIT } from "./exit-code.js";
import type { Failure } from "./failure.js";
import { failureOf } from "./live-plan.js";
import { someOf } from "./located.js";
import type { Session } from "./session.js";

/** A declared source as PostHog lists it, without its tables; or why there is none. */
export interface LiveSource {
  readonly source: string;
  readonly found: Result<SourcePair, Failure>;
}

/**
 * Declared sources, in the order of the files.
 *
 * @param key  the one that was named; undefined: every one
 */
export async function liveSources(
  { declared: { desired }, service }: Session,
  key: string | undefined,
): Promise<Result<readonly LiveSource[], Failure>> {
  const chosen = chosenSources(desired.sources, key);
  if (!chosen.ok) return chosen;
  const live = await service.posthog.readLive([]);
  if (!live.ok) return err(failureOf(live.error));
  const { sources, problems } = pair({ ...desired, sources: chosen.value }, live.value);
  return ok(
    chosen.value.map((declared) => {
      const found = sources.find((one) => one.desired === declared);
      if (found !== undefined) return { source: declared.key, found: ok(found) };
      const problem = problems.find(({ address }) => address === `${desired.target.name}/${declared.key}`);
      const { code, message, hint } = problem ?? NOT_FOUND;
      return { source: declared.key, found: err({ code, message, hint }) };
    }),
  );
}

/** The one source that was named, as PostHog lists it. */
export async function liveSource(session: Session, key: string): Promise<Result<SourcePair, Failure>> {
  const sources = await liveSources(session, key);
  return sources.ok ? (sources.value[0]?.found ?? err(NOT_FOUND)) : sources;
}

const NOT_FOUND: Failure = {
  code: "source-not-found",
  message: "the source is not there",
  hint: "warehog plan says more",
};

/** The declared sources that a name means; told offline. */
export function chosenSources(
  sources: readonly DesiredSource[],
  key: string | undefined,
): Result<readonly DesiredSource[], Failure> {
  if (key === undefined) return ok(sources);
  const found = sources.filter((source) => source.key === key);
  if (found.length > 0) return ok(found);
  const keys = sources.map((source) => source.key);
  return err({
    code: "source-unknown",
    message: `no file declares a source "${key}"`,
    hint: `${didYouMean(key, keys)}sources are named as their files: ${someOf(keys)}`,
    exit: EXIT.usage,
  });
}
