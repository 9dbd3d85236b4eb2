/**
 * Compilers give a class its metadata object under `Symbol.metadata`, and only where that symbol exists when the class is
 * made. Node has none yet: the registered one is what esbuild and swc take then, too.
 */
const symbols = Symbol as SymbolConstructor & { metadata?: symbol };
if (symbols.metadata === undefined) {
  Object.defineProperty(symbols, "metadata", { value: Symbol.for("Symbol.metadata"), configurable: true });
}
