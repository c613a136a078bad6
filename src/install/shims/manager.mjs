/*
 * The checkpoints of ./checkpoint-manager.cjs, for `import`. Both ways of
 * loading share one queue, so that saves keep their order.
 */
import manager from './checkpoint-manager.cjs';

export const { saveCheckpoint, loadCheckpoint, clearCheckpoint, initSession, CheckpointError } = manager;
export default manager;
