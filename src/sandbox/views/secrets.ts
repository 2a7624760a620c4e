import type { Source } from "../state.js";

/** A shorter value, such as a flag, would match unrelated parts of an error text. */
const SHORTEST = 4;

/** The settings as they may be shown: without the sensitive ones, however deep they stand. */
export function shownJobInputs({ job_inputs, capabilities }: Source): unknown {
  return withoutSecrets(job_inputs, new Set(capabilities.sensitive_job_inputs));
}

/** An error text as it may be shown: the source at times repeats a stored secret in it. */
export function shownError(source: Source, error: string | null): string | null {
  if (error === null) return null;
  const secrets = secretsIn(source.job_inputs, new Set(source.capabilities.sensitive_job_inputs));
  // The longest first, so that a secret which holds a shorter one is masked whole.
  return secrets
    .filter((secret) => secret.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, secret) => text.replaceAll(secret, "***"), error);
}

function withoutSecrets(value: unknown, names: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, names));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !names.has(name))
      .map(([name, inner]) => [name, withoutSecrets(inner, names)]),
  );
}

/** Every text below a sensitive name. */
function secretsIn(value: unknown, names: ReadonlySet<string>): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (names.has(name) ? textsIn(inner) : secretsIn(inner, names)));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
