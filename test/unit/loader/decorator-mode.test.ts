import { decoratorModeOf, type DecoratorMode } from "../../../src/data-source/loader/decorator-mode";

describe("decoratorModeOf", () => {
  const standard = 'import { Column } from "ormolu/es";';
  const usual = "import { Column } from 'ormolu';";
  const other = 'import { Column } from "./decorators";';

  it.each<[string, boolean | undefined, boolean, string, DecoratorMode]>([
    ["is said by tsconfig.json, whatever the file imports", true, true, standard, "experimental"],
    ["is said by tsconfig.json, whatever the file imports", false, true, usual, "standard"],
    ["follows the import where tsconfig.json says nothing", undefined, true, standard, "standard"],
    ["follows the import where tsconfig.json says nothing", undefined, true, usual, "experimental"],
    ["is the compiler's own where nothing tells it", undefined, true, other, "standard"],
    ["follows the import where there is no tsconfig.json", undefined, false, standard, "standard"],
    ["is experimental where there is no tsconfig.json", undefined, false, other, "experimental"],
  ])("%s", (_name, experimentalDecorators, isConfigured, source, mode) => {
    expect(decoratorModeOf(source, { experimentalDecorators, isConfigured })).toBe(mode);
  });
});
