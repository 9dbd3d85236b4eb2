import { genericTemplate } from "./generic";
import { multidbTemplate } from "./multidb";
import type { ProjectTemplate } from "./project-template";

/** What `orm init --template` takes; the first one is the default. */
export const PROJECT_TEMPLATES: readonly ProjectTemplate[] = [genericTemplate, multidbTemplate];
