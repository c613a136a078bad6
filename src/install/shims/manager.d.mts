/* The types of ./checkpoint-manager.cjs, for `import`. */
export * from './checkpoint-manager.cjs';
import * as manager from './checkpoint-manager.cjs';
export default manager;
