/** A function by its name, with its schema where the search path does not lead to it: SQL. */
function functionName(id: string): string {
  return `(select case when pg_function_is_visible(f.oid) then '' else quote_ident(fn.nspname) || '.' end || quote_ident(f.proname)
    from pg_proc f join pg_namespace fn on fn.oid = f.pronamespace where f.oid = ${id})`;
}

/** The operator by which a minimum or maximum is found in an index: SQL. */
const SORT_OPERATOR = `(select 'OPERATOR(' || quote_ident(pn.nspname) || '.' || o.oprname || ')'
  from pg_operator o join pg_namespace pn on pn.oid = o.oprnamespace where o.oid = g.aggsortop)`;

/** Whether a final function changes the state, where it is not as usual for the kind of aggregate: SQL. */
function modification(option: string, member: string): string {
  const word = `case ${member} when 'r' then 'READ_ONLY' when 's' then 'SHAREABLE' else 'READ_WRITE' end`;
  return `case when ${member} <> case g.aggkind when 'n' then 'r' else 'w' end then '${option} = ' || ${word} end`;
}

/** What CREATE AGGREGATE says in its last parentheses, in the order of the documentation. */
const OPTIONS = [
  `'SFUNC = ' || ${functionName("g.aggtransfn")}`,
  `'STYPE = ' || format_type(g.aggtranstype, null)`,
  `'SSPACE = ' || nullif(g.aggtransspace, 0)`,
  `'FINALFUNC = ' || ${functionName("g.aggfinalfn")}`,
  `case when g.aggfinalextra then 'FINALFUNC_EXTRA' end`,
  modification("FINALFUNC_MODIFY", "g.aggfinalmodify"),
  `'COMBINEFUNC = ' || ${functionName("g.aggcombinefn")}`,
  `'SERIALFUNC = ' || ${functionName("g.aggserialfn")}`,
  `'DESERIALFUNC = ' || ${functionName("g.aggdeserialfn")}`,
  `'INITCOND = ' || quote_literal(g.agginitval)`,
  `'MSFUNC = ' || ${functionName("g.aggmtransfn")}`,
  `'MINVFUNC = ' || ${functionName("g.aggminvtransfn")}`,
  `case when g.aggmtranstype <> 0 then 'MSTYPE = ' || format_type(g.aggmtranstype, null) end`,
  `'MSSPACE = ' || nullif(g.aggmtransspace, 0)`,
  `'MFINALFUNC = ' || ${functionName("g.aggmfinalfn")}`,
  `case when g.aggmfinalextra then 'MFINALFUNC_EXTRA' end`,
  modification("MFINALFUNC_MODIFY", "g.aggmfinalmodify"),
  `'MINITCOND = ' || quote_literal(g.aggminitval)`,
  `'SORTOP = ' || ${SORT_OPERATOR}`,
  `case p.proparallel when 's' then 'PARALLEL = SAFE' when 'r' then 'PARALLEL = RESTRICTED' end`,
  `case when g.aggkind = 'h' then 'HYPOTHETICAL' end`,
];

/** What follows the name of the aggregate `p` in CREATE AGGREGATE: the server has a function for it for others, but not for these. */
export const AGGREGATE_DEFINITION = `(select '(' || coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*') || E') (\\n    '
    || concat_ws(E',\\n    ', ${OPTIONS.join(",\n      ")}) || E'\\n)' from pg_aggregate g where g.aggfnoid = p.oid)`;
