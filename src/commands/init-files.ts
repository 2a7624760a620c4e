interface ProjectValues {
  readonly schema: string;
  readonly target: string;
  readonly host: string;
  readonly projectId?: number;
}

export const exampleProject = ({ schema, target, host, projectId }: ProjectValues): string =>
  `# yaml-language-server: $schema=${schema}
version: 1

targets:
  ${target}: # one PostHog project
    host: ${host}
    project_id: ${projectId ?? 1} # the number in the address of the project's pages
    api_key_env: POSTHOG_API_KEY # the NAME of a variable; a key never stands in a file
    sources: [warehouse/${target}/*.yaml]

policy:
  min_approvals: 1 # of a pull request; 0 where you work alone, and from the start: later that needs an approval itself
  destructive: { max_tables: 5, max_rows: 50000000 } # one plan may wipe no more than this
  when_running: wait # wait | cancel | refuse
  may_invalidate: resync # resync | rebuild | keep: how rows that may be wrong are answered by default
`;

/** Declares a table of the packaged sandbox state, so that `warehog plan --sandbox` has something to show. */
export const exampleSource = (schema: string): string =>
  `# yaml-language-server: $schema=${schema}
# One file a source. What is not declared is left alone: tables, and fields of a table.
version: 1
source: { source_type: Postgres, prefix: prod_ } # as PostHog shows them; or { id: … }

defaults: # for every table of this file
  sync_frequency: 6hour

rules: # for the tables that match; a later rule wins
  - { tables: "raw_*", set: { sync_frequency: 24hour } }

tables: # by the names that PostHog shows
  public.users:
    sync_type: incremental
    incremental_field: updated_at
    incremental_field_type: timestamp
    primary_key_columns: [id]
    sync_frequency: 30min
    # protect: true # no change that deletes rows, while this stands
`;
