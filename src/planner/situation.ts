import type { Field, LiveSettings } from "../model/settings.js";
import type { Change } from "./change.js";

/** The words that the rules speak in: what a change is about, told from the live row and the resulting settings. */

export const isOn = (settings: LiveSettings): boolean => settings.should_sync === true;
export const turnsOn = ({ before, after }: Change): boolean => !isOn(before) && isOn(after);
export const turnsOff = ({ before, after }: Change): boolean => isOn(before) && !isOn(after);
export const staysOff = ({ before, after }: Change): boolean => !isOn(before) && !isOn(after);

/** Rows are there: null before the first sync and after the data was deleted. */
export const hasTable = ({ live }: Change): boolean => live.table !== null;

export const enters = ({ before, after }: Change, type: string): boolean =>
  before.sync_type !== type && after.sync_type === type;
export const leaves = ({ before, after }: Change, type: string): boolean =>
  before.sync_type === type && after.sync_type !== type;

const CURSOR_BASED = ["incremental", "append"];
export const readsByCursor = ({ sync_type }: LiveSettings): boolean => CURSOR_BASED.some((type) => type === sync_type);

export const cursorChanges = ({ changed }: Change): boolean =>
  changed.has("incremental_field") || changed.has("incremental_field_type");

/**
 * Field and type of the cursor go out together on every switch to a cursor-based type, even where they stand already:
 * a switch without them seeds no watermark, and the next run reads everything.
 */
export const sendsCursor = (change: Change): boolean =>
  readsByCursor(change.after) &&
  change.after.incremental_field !== null &&
  (change.changed.has("sync_type") || cursorChanges(change));

/** PostHog writes columns in its own spelling (`updatedAt` becomes `updated_at`), so only a clear absence may count as one. */
const spelling = (column: string): string => column.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** Does the synced table hold the cursor that would be sent? The server seeds the watermark from it, and wipes where it cannot. */
export function cursorInTable({ live, after }: Change): "synced" | "missing" | "unknown" {
  const columns = live.table?.columns ?? [];
  const cursor = after.incremental_field;
  if (columns.length === 0 || cursor === null) return "unknown";
  return columns.some((column) => spelling(column) === spelling(cursor)) ? "synced" : "missing";
}

/** Fields that tell only when runs come or how far back they look: a run in flight cannot spoil them. */
export const SCHEDULE_FIELDS: ReadonlySet<Field> = new Set<Field>([
  "sync_frequency",
  "sync_time_of_day",
  "full_refresh_interval_days",
  "full_refresh_time_of_day",
  "incremental_field_lookback_seconds",
]);

const ownJobs = ({ live }: Change) =>
  live.jobs.state === "read" ? live.jobs.value.filter((job) => job.schema_id === live.id) : undefined;

/** The status is believed only where no jobs were read: a reload sets it before any job exists, and it can stick. */
export const isRunning = (change: Change): boolean =>
  ownJobs(change)?.some((job) => job.status === "Running") ?? change.live.status === "Running";

export const newestRunCompleted = (change: Change): boolean =>
  (ownJobs(change)?.[0]?.status ?? change.live.status) === "Completed";

/** Nothing but deliveries feeds the table, so nothing can import it again. undefined: the source was not asked. */
export const webhookOnly = ({ live }: Change): boolean | undefined =>
  live.offer.state === "read" ? live.offer.value.webhook_only : undefined;

/** Who looks after the publication, now or once the plan has enabled CDC. */
export const publicationIsManaged = ({ source, declaredSource }: Change): boolean =>
  (source.cdc.enabled ? source.cdc.management_mode : (declaredSource.cdc?.management_mode ?? "posthog")) === "posthog";

/** What needs CDC on a source that does not have it yet. */
export const enablesCdc = (change: Change): { readonly enable_cdc?: true } =>
  change.source.cdc.enabled ? {} : { enable_cdc: true };
