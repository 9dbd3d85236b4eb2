/** Whether an extension's types and functions live in the schema: they must be reached without its name. */
const HOLDS_EXTENSION =
  "exists (select 1 from pg_extension e join pg_namespace n on n.oid = e.extnamespace where n.nspname = name)";

/**
 * An expression that sets the search path of a session to the schema `$1`. Behind it stays `public` or, with `isAlone`, only those
 * schemas of the path that extensions live in, so that no table outside of the schema is reached by a name that does not say its schema.
 */
export function setSearchPath(isAlone: boolean): string {
  const rest = isAlone
    ? `(select string_agg(quote_ident(name), ', ' order by place) from unnest(current_schemas(false)) with ordinality p (name, place)
        where name <> $1 and ${HOLDS_EXTENSION})`
    : "(case when to_regnamespace(quote_ident($1)) is null then null else 'public' end)";
  return `set_config('search_path', concat_ws(', ', quote_ident($1), ${rest}), false)`;
}
