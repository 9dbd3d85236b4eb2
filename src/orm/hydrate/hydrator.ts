import { generateHydrator } from "./generate-hydrator";
import { interpretHydrator } from "./interpret-hydrator";
import { refuseForbiddenNames, type Hydrator, type RowShape } from "./row-shape";

/** The fastest hydrator that the process allows. @throws OrmError `ENTITY.NAME_FORBIDDEN`. */
export function createHydrator(shape: RowShape): Hydrator {
  refuseForbiddenNames(shape);
  try {
    return generateHydrator(shape);
  } catch (error) {
    if (error instanceof EvalError) return interpretHydrator(shape);
    throw error;
  }
}
