/** What `@Column(() => Name)` takes. */
export interface EmbeddedOptions {
  /**
   * What the names of the columns start with: a text of one's own, `false` or `""` for nothing.
   * Default: the name of the property.
   */
  readonly prefix?: string | boolean;
}
