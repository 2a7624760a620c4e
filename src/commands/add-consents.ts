import { join } from "node:path";
import { writeText } from "../adapters/files.js";
import { writeConsents } from "../config/write-consent.js";
import { consentsNeeded, isAnsweredInYaml } from "../model/consents-needed.js";
import type { Strategy } from "../model/effect.js";
import type { Item, Plan } from "../model/plan.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { counted } from "../model/numbers.js";
import { lacksConsent } from "../report/verdict.js";
import { visible } from "../report/visible.js";
import { consentReason } from "./consent-reason.js";
import type { Context } from "./context.js";
import { fileFailure } from "./failure.js";
import type { Failure } from "./failure.js";
import { fileDiff } from "./file-diff.js";
import type { PlanOptions } from "./options.js";
import { paintFor } from "./paint.js";
import type { Session } from "./session.js";

/** Consent to what cannot be carried out yet would be an approval in advance of whatever comes of it. */
const withoutConsent = ({ address, problems }: Item, asked: Strategy | undefined): string =>
  problems.every(({ code }) => isAnsweredInYaml(code))
    ? `${address} does not offer ${asked}: no consent was written`
    : `${address} has other problems (${problems.map(({ code }) => code).join(", ")}): no consent was written`;

/**
 * Adds the consents that a plan misses to the files that declare its tables, and shows the difference.
 *
 * @returns whether a file was written
 */
export async function addConsents(
  context: Context,
  options: PlanOptions,
  { project, declared }: Session,
  plan: Plan,
): Promise<Result<boolean, Failure>> {
  const paint = paintFor(context.stderr, context, options);
  const lines = new Map<Item, readonly (Strategy | null)[]>();
  for (const item of plan.items) {
    const needed = consentsNeeded(item, options.strategy);
    if (needed !== undefined && needed.length > 0) lines.set(item, needed);
    else if (lacksConsent(item)) context.stderr.write(`${visible(withoutConsent(item, options.strategy))}\n`);
  }

  let written = 0;
  for (const source of declared.texts) {
    const missing = [...lines].flatMap(([item, strategies]) =>
      item.at.file === source.path
        ? strategies.map((strategy) => ({
            table: item.table,
            id: item.id,
            strategy,
            reason: options.reason ?? consentReason(item, strategy),
          }))
        : [],
    );
    if (missing.length === 0) continue;
    const text = writeConsents(source, missing);
    const saved = await writeText(join(project.root, source.path), text);
    if (!saved.ok) return err(fileFailure(source.path, saved.error));
    written += missing.length;
    context.stderr.write(fileDiff(source.path, source.text, text, paint));
  }
  if (written > 0) context.stderr.write(`${paint("good", `wrote ${counted(written, "consent")}`)}, for review\n\n`);
  return ok(written > 0);
}
