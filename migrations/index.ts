import { CreateSchema1795225600000 } from './1795225600000-CreateSchema.js';
import { ProtectLog1795225600001 } from './1795225600001-ProtectLog.js';
import { AddLivenessRuns1795225600002 } from './1795225600002-AddLivenessRuns.js';
import { AddFlashResult1795225600003 } from './1795225600003-AddFlashResult.js';
import { AddAccounts1795225600010 } from './1795225600010-AddAccounts.js';
import { AddMails1795225600011 } from './1795225600011-AddMails.js';
import { AddAccountLinks1795225600012 } from './1795225600012-AddAccountLinks.js';
import { AddSecondFactors1795225600013 } from './1795225600013-AddSecondFactors.js';
import { AddFiles1795225600014 } from './1795225600014-AddFiles.js';
import { AddFaceRuns1795225600015 } from './1795225600015-AddFaceRuns.js';
import { AddMonitor1795225600016 } from './1795225600016-AddMonitor.js';
import { AddKeyRotation1795225600017 } from './1795225600017-AddKeyRotation.js';
import { NotifyFaces1795225600018 } from './1795225600018-NotifyFaces.js';
import { AddUnable1795225600020 } from './1795225600020-AddUnable.js';
import { AddIndexes1795225600021 } from './1795225600021-AddIndexes.js';

/** Every migration, oldest first. A new one is added at the end; none is ever changed once it has shipped. */
export const migrations = [
  CreateSchema1795225600000,
  ProtectLog1795225600001,
  AddLivenessRuns1795225600002,
  AddFlashResult1795225600003,
  AddAccounts1795225600010,
  AddMails1795225600011,
  AddAccountLinks1795225600012,
  AddSecondFactors1795225600013,
  AddFiles1795225600014,
  AddFaceRuns1795225600015,
  AddMonitor1795225600016,
  AddKeyRotation1795225600017,
  NotifyFaces1795225600018,
  AddUnable1795225600020,
  AddIndexes1795225600021,
];
