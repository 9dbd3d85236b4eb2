import { describeSets } from "./describe-sets";

describeSets("relations", "foreign keys");
