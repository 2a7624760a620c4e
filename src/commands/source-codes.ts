/** What the commands that speak of whole sources can end with. */
export const SOURCE_CODES = {
  "source-unknown":
    "No file of the target declares a source of that name. Sources are named as their files, without .yaml; `warehog targets` lists them.",
  "secret-not-given":
    "The new value of a webhook input is taken from an environment variable or from standard input alone, and there it is missing, empty or more than one line. Nothing was sent. Put it where --from-env names it, or pipe it in with --from-stdin. If it stood on the command line, take it for known to others and make a new one at the provider.",
  "webhook-missing":
    "PostHog holds no webhook for this source, so there is no input to replace. Nothing was sent. A plan makes the webhook with the first table of `sync_type: webhook`, and hands over the inputs that the YAML declares.",
  "webhook-input-refused":
    "PostHog did not take the new value: the input has another name, other inputs are required beside it, or the provider refused it. The words of the answer are kept back, because they may repeat the secret. `warehog webhook info` names the inputs that hold a value; the Webhook tab of the source shows the rest.",
  "webhook-not-proved":
    "PostHog took the call, but read again the webhook or the value of its input is not there. Deliveries may be turned away. Look at the Webhook tab of the source, or hand the value over once more.",
  renamed:
    "The declared name is not there, and warehog.ids says that its schema id lives on under another. PostHog renames `table` to `schema.table` when a source gets several schemas. Rename the key under tables:; settings, data and id have stayed. The file is advice: compare the two tables in PostHog if you doubt it.",
  "webhook-input-unproved":
    "The call went out and no good answer came back, so nobody knows which value PostHog holds: of a secret it shows no more than that there is one. Handing the same value over once more does no harm. `warehog webhook info` shows which inputs hold a value.",
  "discovery-unread":
    "PostHog was asked to look for tables, and the source could not be read afterwards, so nobody can say what changed. `warehog plan` reads it again.",
} as const satisfies Readonly<Record<string, string>>;
