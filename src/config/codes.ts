/** Every code of a mistake in a file, with what it means and the way out: docs/rules.md and `warehog explain`. */
export const DIAGNOSTIC_CODES = {
  "file-missing":
    "A file that the command needs is not there. Check the path, or write a first configuration with `warehog init`.",
  "file-unreadable":
    "The file exists and could not be read, or it is no regular file. Check what it is and its permissions.",
  "file-unwritable":
    "The file could not be written, and the old text stands. Check that the folder is there, its permissions, and the space that is left.",
  "file-changed":
    "Somebody else wrote the file between the moment it was read and the moment it was to be written. Nothing was written, to this file or to the others of the same command. Run it again.",
  "file-symlink":
    "The file is a symbolic link, or is reached through one. Links are refused, because a reviewed configuration must be what stands in the checkout. Put the file itself there.",
  "file-outside":
    "The path leads out of the folder of the project file. Only files inside it are read, so that what is reviewed is what counts.",
  "file-too-large":
    "The file is larger than any configuration should be, and is not read: 1 MiB for the project file, 16 MiB for a file of a source, 256 MiB for a plan. Split it: one file a source.",
  "file-encoding": "The file is not valid UTF-8. Save it as UTF-8.",
  "yaml-syntax":
    "The file is not valid YAML 1.2. The position is where the parser gave up; the mistake is there or just before.",
  "yaml-tab": "YAML does not allow tabs for indentation. Use spaces.",
  "yaml-tag": "A tag such as `!include` asks for more than data. Configuration is data only: write the value itself.",
  "yaml-directive": "A `%` directive would change how the file is read. Delete the line.",
  "yaml-depth": "The file is nested deeper than any configuration needs, and is refused before it is parsed.",
  "yaml-size":
    "The file has more keys, values, anchors or documents than any source needs, and is refused before it can exhaust the memory. Split it: one file a source.",
  "yaml-alias": "An alias stands for an anchor that is not defined before it. Define it above, or quote the value.",
  "yaml-alias-bomb":
    "A few aliases of aliases can stand for millions of values, so their sum is limited. Use `defaults` and `rules` for values that many tables share.",
  "yaml-duplicate-key":
    "The same key stands twice in one mapping; which of them counts would depend on the reader. Remove one.",
  "yaml-multi-document":
    "The file holds several documents (`---`). Only one is read; put the others into files of their own.",
  "yaml-key": "A key has to be one plain or quoted text.",
  "yaml-merge-key":
    "`<<` merges nothing in YAML 1.2, though many tools act as if it did. Use `defaults` and `rules` for values that many tables share.",
  "yaml-number": "The number has more digits than can be kept exactly. Put it in quotes.",
  "yaml-empty":
    "The file holds nothing. An empty configuration is an error, so that a lost file never looks like a wish to manage nothing.",
  "unknown-field":
    "The key is not one that is read here. A typo would otherwise be a setting that silently does nothing.",
  "missing-field": "A key that is needed here is missing.",
  "wrong-type": "The value is of another kind than the field takes: text for a number, one value for a list.",
  "invalid-value": "The value is not one of those that are possible here.",
  "empty-value": "The value is empty, which could mean nothing or everything. Write values, or remove the key.",
  "duplicate-item": "The same value stands twice in a list of different values. Remove one.",
  "null-not-allowed":
    "`null` is no value of this field: the server ignores it or stores something else. Leave the field out to leave it alone.",
  "version-unknown": "The file was written for another version of the format. Use a Warehog that knows it.",
  "field-not-for-type":
    "The field means nothing under the sync type of the table: PostHog would drop it without a word. Remove it, or choose a type that uses it.",
  "frequency-not-offered":
    "PostHog no longer takes this frequency. To stop a table, write `should_sync: false`; the fastest frequency is 5min.",
  "cdc-too-infrequent":
    "Captured changes are kept for 14 days, so a table on change data capture must sync at least weekly.",
  "full-refresh-too-often":
    "A scheduled full refresh runs with a sync that is due, so its interval cannot be shorter than the time between two syncs.",
  "key-in-file":
    "An API key stands in the file. Take it out, revoke it in PostHog, and name the environment variable that will hold a new one.",
  "env-name-invalid":
    "The NAME of an environment variable belongs here: letters, digits and underscores. If a secret was written instead, replace it by a new one: the file may have been shared.",
  "host-insecure": "Every request carries the API key, so http is taken only for this machine. Use https.",
  "host-invalid": "The host is an origin alone, such as https://us.posthog.com: no path, user or query.",
  "source-selector": "A source is chosen by its id, or by source_type and prefix, never by both.",
  "target-declared-twice":
    "Two targets name the same project. Each of them would take the other's tables for its own or for nobody's, and both would keep their journal in one file. Make one target of them, with the sources of both.",
  "source-declared-twice":
    "Two files declare the same source. Put its tables into one file, so that one review shows all of them.",
  "table-declared-twice":
    "Two files declare the same table. Keep one of the entries; the files could never agree for long.",
  "empty-configuration":
    "Nothing is declared. That is an error, so that a lost file never looks like a wish to manage nothing.",
} as const satisfies Readonly<Record<string, string>>;

export type DiagnosticCode = keyof typeof DIAGNOSTIC_CODES;
