import type { PostHog } from "../adapters/posthog/client.js";
import type { Journal } from "../executor/ports.js";
import type { Target } from "../model/desired.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { clientSettings } from "./client-settings.js";
import type { Context } from "./context.js";
import { startEmbedded } from "./embedded.js";
import type { Failure } from "./failure.js";
import { journalPlace } from "./journal-place.js";
import { memoryJournal } from "./memory-journal.js";
import type { LiveOptions } from "./options.js";
import type { Project, TargetEntry } from "./project.js";

/** A target that can be asked, with what is known to be owed on it. */
export interface Service {
  /** who this is to items and plans; with a sandbox not the one in the file */
  readonly target: Target;
  readonly posthog: PostHog;
  readonly journal: Journal;
  /** where the journal stands, for people; undefined: it ends with the command */
  readonly journalPath: string | undefined;
  close(): Promise<void>;
}

export interface ServiceRequest {
  readonly project: Project;
  readonly target: TargetEntry;
  readonly mode: "read" | "write";
  /** whether all is well is asked once, and needs no journal */
  readonly isCheckup?: boolean;
}

interface Place {
  readonly host: string;
  readonly target: Target;
  readonly key: string;
  close(): Promise<void>;
}

/** Shorter waits are over before anybody has read of them. */
const TOLD_MS = 2000;

/** Connects to a target, or to a sandbox in its place. Nothing is sent yet. */
export async function openService(
  context: Context,
  options: LiveOptions,
  request: ServiceRequest,
): Promise<Result<Service, Failure>> {
  const settings = clientSettings(options, context.env);
  if (!settings.ok) return settings;
  const place = await placeOf(context, options, request.target);
  if (!place.ok) return place;
  const journal = await journalOf(context, options, request);
  if (!journal.ok) {
    await place.value.close();
    return journal;
  }

  const { connect } = await import("../adapters/posthog/client.js");
  const posthog = connect({
    host: place.value.host,
    projectId: place.value.target.project_id,
    key: place.value.key,
    mode: request.mode,
    version: context.version,
    clock: context.clock,
    settings: { ...settings.value, ...(request.isCheckup === true ? { retries: 0 } : {}) },
    secrets: (name) => context.env[name],
    onWait: (call, ms) => {
      if (ms >= TOLD_MS)
        context.stderr.write(`waiting ${Math.ceil(ms / 1000)} s before ${call} is tried again; Ctrl-C stops\n`);
    },
  });
  const close = async (): Promise<void> => {
    if (posthog.ok) await posthog.value.close();
    await journal.value.close();
    await place.value.close();
  };
  if (!posthog.ok) {
    await close();
    return err(withVariable(posthog.error, request.target));
  }
  const { path: journalPath } = journal.value;
  return ok({ target: place.value.target, posthog: posthog.value, journal: journal.value.journal, journalPath, close });
}

/** The client knows no variable; people have to. */
const withVariable = (failure: Failure, { api_key_env }: TargetEntry): Failure =>
  failure.code === "key-missing"
    ? {
        ...failure,
        message: `${failure.message}: ${api_key_env} is not set`,
        hint: `export ${api_key_env}=phx_… and run the same command again; --sandbox needs none`,
      }
    : failure;

/**
 * A sandbox has another port every time. Its identity leaves the port out, so that ids and consents mean the same in the next
 * command; and it is never the identity of the real target, so that no plan of a sandbox can be applied to it.
 */
const SANDBOX_HOST = "http://127.0.0.1";

async function placeOf(
  context: Context,
  { sandbox }: LiveOptions,
  entry: TargetEntry,
): Promise<Result<Place, Failure>> {
  const { name, host, project_id, api_key_env } = entry;
  const target: Target = { name, host, project_id, api_key_env };
  if (sandbox === undefined) return ok({ host, target, key: context.env[api_key_env] ?? "", close: async () => {} });
  const started = await startEmbedded(context, sandbox);
  if (!started.ok) return started;
  const { url, key, projectId } = started.value;
  return ok({
    host: url,
    target: { ...target, host: SANDBOX_HOST, project_id: projectId },
    key,
    close: () => started.value.close(),
  });
}

interface Kept {
  readonly journal: Journal;
  readonly path: string | undefined;
  close(): Promise<void>;
}

const kept = (journal: Journal, path?: string): Kept => ({ journal, path, close: async () => {} });

/** A plan only looks into the journal; an apply has it to itself. */
async function journalOf(
  { cwd, processes }: Context,
  { sandbox }: LiveOptions,
  { project, target, mode, isCheckup = false }: ServiceRequest,
): Promise<Result<Kept, Failure>> {
  if (sandbox !== undefined || isCheckup) return ok(kept(memoryJournal([])));
  const { path, shown, failure } = journalPlace({ root: project.root, cwd }, target);
  if (mode === "read") {
    const { readOwed } = await import("../adapters/read-owed.js");
    const owed = await readOwed(path, target);
    return owed.ok ? ok(kept(memoryJournal(owed.value), shown)) : err(failure(owed.error));
  }
  const { openJournal } = await import("../adapters/journal-file.js");
  const journal = await openJournal({ path, target, processes });
  if (!journal.ok) return err(failure(journal.error));
  return ok({ journal: journal.value, path: shown, close: () => journal.value.close() });
}
