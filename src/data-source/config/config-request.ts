/** Which configuration is meant. */
export interface ConfigRequest {
  /** Where to look, and where a relative `file` starts. */
  readonly directory: string;
  /** The file; of several, each later one goes over those before it. Default: `ORMOLU_CONFIG`, else the first `orm.config.*` found. */
  readonly file?: string | readonly string[];
  /** The database, where the configuration has several. */
  readonly name?: string;
  /** Arguments for a configuration that is a function, and for revisions: `op.x`. */
  readonly x?: Readonly<Record<string, string>>;
}
