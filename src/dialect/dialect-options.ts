/** Options that every data source has, whatever its dialect; each dialect adds its own (`options.ts`). */
export interface DialectOptions {
  readonly type: string;
  readonly url?: string;
  /** The folder that relative paths start from. Default: the working directory. */
  readonly root?: string;
  /** The database is only read: where it is a file that does not exist, an empty database takes its place, and no file is made. */
  readonly emptyIfMissing?: boolean;
  readonly [option: string]: unknown;
}
