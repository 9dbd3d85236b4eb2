/** Texts, and other values, of a length that may be given: `varchar(100)`. */
export type LengthTypeName =
  | "varchar"
  | "char"
  | "character"
  | "character varying"
  | "char varying"
  | "varying character"
  | "native character"
  | "nvarchar"
  | "nchar"
  | "national char"
  | "national varchar"
  | "varchar2"
  | "nvarchar2"
  | "alphanum"
  | "shorttext"
  | "string";

/** Bytes, bits and vectors of a length that may be given. */
export type SizedTypeName =
  | "binary"
  | "varbinary"
  | "raw"
  | "bit"
  | "bit varying"
  | "varbit"
  | "vector"
  | "halfvec"
  | "half_vector"
  | "real_vector";

/** Texts without a length. */
export type TextTypeName =
  | "text"
  | "tinytext"
  | "mediumtext"
  | "longtext"
  | "ntext"
  | "citext"
  | "clob"
  | "nclob"
  | "simple-array"
  | "simple-json";

/** Whole numbers. */
export type IntegerTypeName =
  | "integer"
  | "int"
  | "tinyint"
  | "smallint"
  | "mediumint"
  | "bigint"
  | "int2"
  | "int4"
  | "int8"
  | "int64"
  | "unsigned big int";

/** Numbers with digits after the point. */
export type DecimalTypeName =
  | "decimal"
  | "numeric"
  | "dec"
  | "fixed"
  | "smalldecimal"
  | "number"
  | "float"
  | "float4"
  | "float8"
  | "float64"
  | "double"
  | "double precision"
  | "real";

/** Moments and spans, with digits of the second that may be given. */
export type TimeTypeName =
  | "timestamp"
  | "timestamp with time zone"
  | "timestamp without time zone"
  | "timestamp with local time zone"
  | "timestamptz"
  | "time"
  | "time with time zone"
  | "time without time zone"
  | "timetz"
  | "datetime"
  | "datetime2"
  | "datetimeoffset"
  | "interval";

/** One of a list of values, or several of them (`set`). */
export type EnumTypeName = "enum" | "simple-enum" | "set";

/** Shapes and places. */
export type SpatialTypeName =
  | "geometry"
  | "geography"
  | "st_geometry"
  | "st_point"
  | "point"
  | "linestring"
  | "polygon"
  | "multipoint"
  | "multilinestring"
  | "multipolygon"
  | "geometrycollection";

/** Types that say everything by their name. */
export type PlainTypeName =
  | "boolean"
  | "bool"
  | "date"
  | "json"
  | "jsonb"
  | "uuid"
  | "blob"
  | "tinyblob"
  | "mediumblob"
  | "longblob"
  | "bytea"
  | "xml"
  | "inet"
  | "inet4"
  | "inet6"
  | "cidr"
  | "macaddr"
  | "macaddr8"
  | "tsvector"
  | "tsquery";

/** The names of types whose options the compiler checks. */
export type ColumnTypeName =
  | LengthTypeName
  | SizedTypeName
  | TextTypeName
  | IntegerTypeName
  | DecimalTypeName
  | TimeTypeName
  | EnumTypeName
  | SpatialTypeName
  | PlainTypeName
  | "hstore";
