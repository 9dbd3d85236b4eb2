/** Functions that give one value for a whole statement, or always the same one. */
const STEADY: ReadonlySet<string> = new Set(
  (
    "now transaction_timestamp statement_timestamp current_timestamp current_time current_date localtime localtimestamp " +
    "timezone date_trunc date_part extract make_date make_time make_timestamp make_timestamptz make_interval age " +
    "to_timestamp to_date to_char to_number lower upper initcap concat concat_ws coalesce nullif greatest least " +
    "left right substr substring trim btrim ltrim rtrim replace format md5 length char_length abs round ceil floor " +
    "array array_fill jsonb_build_object json_build_object jsonb_build_array json_build_array to_json to_jsonb hashtext " +
    "current_setting current_schema current_database int4range int8range numrange tsrange tstzrange daterange point row " +
    "varchar char varying character bpchar numeric decimal float bit varbit time timestamp timestamptz interval cast in any all"
  ).split(" "),
);

/**
 * Whether a default must be computed for every row anew: it calls a function that may give another value each time.
 * What a function of the user's does cannot be told from its name, so it counts as one.
 */
export function isVolatile(expression: string): boolean {
  const text = expression.replace(/'(?:[^']|'')*'/g, "''");
  const calls = text.matchAll(/("(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)\s*\(/gu);
  return [...calls].some(([, name]) => !STEADY.has(name!.toLowerCase()));
}
