import { COMPOSITE_TYPES, type CompositeTypeRow } from "./extensions/composite-types";
import { DOMAINS, type DomainRow } from "./extensions/domains";
import { SEQUENCES, type SequenceRow } from "./extensions/sequences";
import { AGGREGATE_DEFINITION } from "./extensions/aggregates";
import { IS_NAMED_RULE, rulesQuery } from "./extensions/rules";
import { FIRST_OWN, isOwn } from "./is-own";

/** The rows of the system catalogs about the objects beside tables and enum types: the members of one JSON object. */
export interface ObjectCatalog {
  readonly views: readonly ViewRow[];
  readonly functions: readonly FunctionRow[];
  readonly triggers: readonly TriggerRow[];
  readonly policies: readonly PolicyRow[];
  readonly extensions: readonly ExtensionRow[];
  readonly sequences: readonly SequenceRow[];
  readonly domains: readonly DomainRow[];
  readonly compositeTypes: readonly CompositeTypeRow[];
  /** Objects that the model has no word for. */
  readonly others: readonly OtherRow[];
}

export interface ViewRow {
  readonly id: string;
  readonly schema: string;
  readonly name: string;
  readonly isMaterialized: boolean;
  readonly query: string;
  readonly columns: readonly ViewColumnRow[];
  /** Options of a view, storage parameters of a materialized one: `security_barrier=true`. */
  readonly options: readonly string[] | null;
  /** Its rules, each with what follows `AS`. */
  readonly rules: readonly { readonly name: string; readonly text: string }[];
  readonly isPopulated: boolean;
  /** The access method, where it is not the usual one. */
  readonly method: string | null;
  readonly tablespace: string | null;
  /** What others than the owner may do: `SELECT to reader`. */
  readonly grants: readonly string[] | null;
  readonly comment: string | null;
}

export interface ViewColumnRow {
  readonly name: string;
  /** The type with its collation, as a view keeps them. */
  readonly type: string;
  readonly default: string | null;
  readonly comment: string | null;
}

export interface FunctionRow {
  readonly schema: string;
  readonly name: string;
  /** `p` procedure, `a` aggregate, else a function. */
  readonly kind: string;
  /** The types of the arguments: `integer, text`. */
  readonly arguments: string;
  readonly definition: string;
  readonly result: string | null;
  readonly parameters: readonly { readonly mode: string; readonly name: string; readonly type: string }[];
  readonly defaults: number;
  /** Who may call it beside its owner and everybody: `EXECUTE to reader`. */
  readonly grants: readonly string[] | null;
  /** Everybody may call it, as is usual. */
  readonly isPublic: boolean;
  readonly comment: string | null;
}

export interface TriggerRow {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly event: string;
  readonly action: string;
  readonly isConstraint: boolean;
  /** It is a rule of a table. */
  readonly isRule?: boolean;
  /** `O` always but in replication, `D` disabled, `R` in replication alone, `A` always. */
  readonly state: string;
  readonly comment: string | null;
}

export interface PolicyRow {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  /** `r` SELECT, `a` INSERT, `w` UPDATE, `d` DELETE, `*` all. */
  readonly command: string;
  readonly isPermissive: boolean;
  /** Empty: everybody. */
  readonly roles: readonly string[];
  readonly using: string | null;
  readonly check: string | null;
  readonly comment: string | null;
}

export interface ExtensionRow {
  readonly schema: string;
  readonly name: string;
  /** Where it is not the version that the server would install. */
  readonly version: string | null;
  /** Where it is not the one that the extension brings. */
  readonly comment: string | null;
}

export interface OtherRow {
  /** `null` for what belongs to the whole database. */
  readonly schema: string | null;
  readonly name: string;
  readonly type: string;
}

/** What is granted on an object to others than its owner: a list of texts like `SELECT to reader`, or null. */
function grants(acl: string, owner: string, condition = "true"): string {
  return `(select json_agg(g.text order by g.text collate "C") from (
      select string_agg(x.privilege_type, ', ' order by x.privilege_type) || ' to ' || coalesce(r.rolname, 'PUBLIC') as text
      from aclexplode(${acl}) x left join pg_roles r on r.oid = x.grantee
      where x.grantee <> ${owner} and ${condition} group by r.rolname) g)`;
}

const IN_SCOPE = "n.nspname = any ($1::text[])";

const VIEWS = `select json_build_object('id', c.oid::text, 'schema', n.nspname, 'name', c.relname,
    'isMaterialized', c.relkind = 'm', 'query', pg_get_viewdef(c.oid, true), 'options', c.reloptions, 'isPopulated', c.relispopulated,
    'method', nullif(am.amname, current_setting('default_table_access_method')), 'tablespace', s.spcname,
    'grants', ${grants("c.relacl", "c.relowner")}, 'comment', obj_description(c.oid, 'pg_class'), 'rules', (
      select coalesce(json_agg(json_build_object('name', r.rulename,
        'text', substr(pg_get_ruledef(r.oid, true), length('CREATE RULE ' || quote_ident(r.rulename) || ' AS') + 1)) order by r.rulename), '[]')
      from pg_rewrite r where r.ev_class = c.oid and r.rulename <> '_RETURN'), 'columns', (
      select coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)
          || case when a.attcollation <> t.typcollation then ' COLLATE ' || a.attcollation::regcollation else '' end,
        'default', pg_get_expr(d.adbin, d.adrelid, true), 'comment', col_description(c.oid, a.attnum)) order by a.attnum), '[]')
      from pg_attribute a join pg_type t on t.oid = a.atttypid
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0)) as row
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    left join pg_am am on am.oid = c.relam
    left join pg_tablespace s on s.oid = c.reltablespace
  where ${IN_SCOPE} and c.oid >= ${FIRST_OWN} and c.relkind in ('v', 'm') and ${isOwn("pg_class", "c.oid")}
  order by n.nspname collate "C", c.relname collate "C"`;

/** The definition without its head: pg_get_functiondef gives the name with its schema, whatever the search path is. */
const FUNCTIONS = `select json_build_object('schema', n.nspname, 'name', p.proname, 'kind', p.prokind,
    'arguments', oidvectortypes(p.proargtypes), 'result', pg_get_function_result(p.oid), 'defaults', p.pronargdefaults,
    'definition', case p.prokind when 'a' then ${AGGREGATE_DEFINITION} else
      substr(f.text, strpos(f.text, quote_ident(p.proname) || '(') + length(quote_ident(p.proname))) end,
    'parameters', (select coalesce(json_agg(json_build_object('mode', coalesce(p.proargmodes[u.place], 'i'),
        'name', coalesce(p.proargnames[u.place], ''), 'type', format_type(u.type, null)) order by u.place), '[]')
      from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality u (type, place)),
    'grants', ${grants("p.proacl", "p.proowner", "x.grantee <> 0")},
    'isPublic', p.proacl is null or exists (select 1 from aclexplode(p.proacl) x where x.grantee = 0),
    'comment', obj_description(p.oid, 'pg_proc')) as row
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    cross join lateral (select case when p.prokind <> 'a' then pg_get_functiondef(p.oid) end as text) f
  where ${IN_SCOPE} and p.oid >= ${FIRST_OWN} and not exists (select 1 from pg_depend x
    where x.classid = 'pg_proc'::regclass and x.objid = p.oid and x.deptype in ('e', 'i'))
  order by n.nspname collate "C", p.proname collate "C", oidvectortypes(p.proargtypes) collate "C"`;

/** When a trigger runs, as CREATE TRIGGER says it. */
const EVENT = `case when t.tgtype & 2 <> 0 then 'BEFORE ' when t.tgtype & 64 <> 0 then 'INSTEAD OF ' else 'AFTER ' end
  || concat_ws(' OR ', case when t.tgtype & 4 <> 0 then 'INSERT' end, case when t.tgtype & 8 <> 0 then 'DELETE' end,
    case when t.tgtype & 16 <> 0 then 'UPDATE' || coalesce((select ' OF ' || string_agg(quote_ident(a.attname), ', ' order by u.place)
      from unnest(t.tgattr::smallint[]) with ordinality u (number, place)
        join pg_attribute a on a.attrelid = t.tgrelid and a.attnum = u.number), '') end,
    case when t.tgtype & 32 <> 0 then 'TRUNCATE' end)`;

/** Those that a partition has from its parent are the parent's. */
const TRIGGERS = `select json_build_object('schema', n.nspname, 'table', c.relname, 'name', t.tgname, 'event', e.event,
    'action', substr(pg_get_triggerdef(t.oid, true), length('CREATE ' || case when t.tgconstraint <> 0 then 'CONSTRAINT ' else '' end
      || 'TRIGGER ' || quote_ident(t.tgname) || ' ' || e.event || ' ON ' || t.tgrelid::regclass || ' ') + 1),
    'isConstraint', t.tgconstraint <> 0, 'state', t.tgenabled, 'comment', obj_description(t.oid, 'pg_trigger')) as row
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (select ${EVENT} as event) e
  where ${IN_SCOPE} and c.relkind in ('r', 'p', 'v') and not t.tgisinternal and t.tgparentid = 0
    and ${isOwn("pg_trigger", "t.oid")} and ${isOwn("pg_class", "c.oid")}
  order by n.nspname collate "C", c.relname collate "C", t.tgname collate "C"`;

const POLICIES = `select json_build_object('schema', n.nspname, 'table', c.relname, 'name', p.polname, 'command', p.polcmd,
    'isPermissive', p.polpermissive, 'roles', (select coalesce(json_agg(r.rolname order by r.rolname collate "C"), '[]')
      from pg_roles r where r.oid = any (p.polroles)),
    'using', pg_get_expr(p.polqual, p.polrelid, true), 'check', pg_get_expr(p.polwithcheck, p.polrelid, true),
    'comment', obj_description(p.oid, 'pg_policy')) as row
  from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
  where ${IN_SCOPE} and ${isOwn("pg_class", "c.oid")}
  order by n.nspname collate "C", c.relname collate "C", p.polname collate "C"`;

/** Those that every database is born with have the numbers of built-in objects. */
const EXTENSIONS = `select json_build_object('schema', n.nspname, 'name', e.extname,
    'version', case when e.extversion is distinct from a.default_version then e.extversion end,
    'comment', nullif(obj_description(e.oid, 'pg_extension'), a.comment)) as row
  from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    left join pg_available_extensions() a on a.name = e.extname
  where ${IN_SCOPE} and e.oid >= ${FIRST_OWN}
  order by e.extname collate "C"`;

/** A kind of object that is only named: its catalog, its name, its schema, and what it is. */
function named(catalog: string, name: string, schema: string, type: string, condition = "true"): string {
  return `select n.nspname as schema, o.${name} as name, ${type} as type from ${catalog} o join pg_namespace n on n.oid = o.${schema}
    where ${IN_SCOPE} and o.oid >= ${FIRST_OWN} and ${condition} and ${isOwn(catalog, "o.oid")}`;
}

/** One that belongs to no schema. Those that every database is born with have the numbers of built-in objects. */
function inDatabase(catalog: string, name: string, type: string): string {
  return `select null::name, ${name}, ${type} from ${catalog} o where o.oid >= 16384 and ${isOwn(catalog, "o.oid")}
      and not exists (select 1 from pg_depend y where y.classid = '${catalog}'::regclass and y.objid = o.oid and y.deptype = 'i')`;
}

const OF_RELATION = `from pg_class c join pg_namespace n on n.oid = c.relnamespace`;

const OTHERS = `select json_build_object('schema', o.schema, 'name', o.name, 'type', o.type) as row from (
    select n.nspname as schema, r.rulename as name, 'rule' as type ${OF_RELATION} join pg_rewrite r on r.ev_class = c.oid
      where ${IN_SCOPE} and ${IS_NAMED_RULE} and ${isOwn("pg_class", "c.oid")}
    union all select n.nspname, t.tgname, 'foreign table trigger' ${OF_RELATION} join pg_trigger t on t.tgrelid = c.oid
      where ${IN_SCOPE} and c.relkind = 'f' and not t.tgisinternal and t.tgparentid = 0
    union all ${named(
      "pg_type",
      "typname",
      "typnamespace",
      "case o.typtype when 'r' then 'range type' when 'p' then 'shell type' else 'base type' end",
      "(o.typtype in ('r', 'p') or o.typtype = 'b' and not exists (select 1 from pg_type y where y.typarray = o.oid))",
    )}
    union all ${named("pg_operator", "oprname", "oprnamespace", "'operator'")}
    union all ${named("pg_opclass", "opcname", "opcnamespace", "'operator class'")}
    union all ${named("pg_collation", "collname", "collnamespace", "'collation'")}
    union all ${named("pg_conversion", "conname", "connamespace", "'conversion'")}
    union all ${named("pg_statistic_ext", "stxname", "stxnamespace", "'statistics'")}
    union all ${named("pg_ts_config", "cfgname", "cfgnamespace", "'text search configuration'")}
    union all ${named("pg_ts_dict", "dictname", "dictnamespace", "'text search dictionary'")}
    union all ${named("pg_ts_parser", "prsname", "prsnamespace", "'text search parser'")}
    union all ${named("pg_ts_template", "tmplname", "tmplnamespace", "'text search template'")}
    union all ${named("pg_opfamily", "opfname", "opfnamespace", "'operator family'")}
    union all ${inDatabase("pg_event_trigger", "o.evtname", "'event trigger'")}
    union all ${inDatabase("pg_publication", "o.pubname", "'publication'")}
    union all select null::name, o.subname, 'subscription' from pg_subscription o join pg_database d on d.oid = o.subdbid
      where d.datname = current_database()
    union all select n.nspname, format('%s of %s', case o.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences'
        when 'f' then 'functions' when 'T' then 'types' when 'n' then 'schemas' else 'large objects' end, pg_get_userbyid(o.defaclrole)), 'default privileges'
      from pg_default_acl o left join pg_namespace n on n.oid = o.defaclnamespace
      where (n.oid is null or ${IN_SCOPE}) and ${isOwn("pg_default_acl", "o.oid")}
    union all ${inDatabase("pg_foreign_server", "o.srvname", "'foreign server'")}
    union all ${inDatabase("pg_foreign_data_wrapper", "o.fdwname", "'foreign data wrapper'")}
    union all ${inDatabase("pg_language", "o.lanname", "'language'")}
    union all ${inDatabase("pg_am", "o.amname", "'access method'")}
    union all ${inDatabase("pg_cast", "format('%s as %s', format_type(o.castsource, null), format_type(o.casttarget, null))", "'cast'")}
    union all ${inDatabase("pg_transform", "format('%s for %s', format_type(o.trftype, null), o.trflang)", "'transform'")}
  ) o order by o.type collate "C", o.schema collate "C", o.name collate "C"`;

const MEMBERS: { readonly [K in keyof ObjectCatalog]: string } = {
  views: VIEWS,
  functions: FUNCTIONS,
  triggers: `(${TRIGGERS}) union all (${rulesQuery(IN_SCOPE)})`,
  policies: POLICIES,
  extensions: EXTENSIONS,
  sequences: SEQUENCES,
  domains: DOMAINS,
  compositeTypes: COMPOSITE_TYPES,
  others: OTHERS,
};

/** One query for all of them: a row with one JSON object. */
export const OBJECTS = `select json_build_object(${Object.entries(MEMBERS)
  .map(([member, rows]) => `'${member}', (select coalesce(json_agg(o.row), '[]') from (${rows}) o)`)
  .join(",\n")})`;
