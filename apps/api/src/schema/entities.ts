import { Answer } from '../attempts/answer.entity.js';
import { AttemptChange } from '../attempts/attempt-change.entity.js';
import { Attempt } from '../attempts/attempt.entity.js';
import { CheckInPicture } from '../attempts/check-in-picture.entity.js';
import { MessageRow } from '../attempts/message.entity.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { AccountLink } from '../auth/entities/account-link.entity.js';
import { LoginSession } from '../auth/entities/login-session.entity.js';
import { PasskeyChallenge } from '../auth/entities/passkey-challenge.entity.js';
import { Passkey } from '../auth/entities/passkey.entity.js';
import { RecoveryCode } from '../auth/entities/recovery-code.entity.js';
import { SecondStep } from '../auth/entities/second-step.entity.js';
import { TotpSecret } from '../auth/entities/totp-secret.entity.js';
import { User } from '../auth/entities/user.entity.js';
import { Consent } from '../enrolment/consent.entity.js';
import { DataKey } from '../enrolment/data-key.entity.js';
import { FaceTemplate } from '../enrolment/face-template.entity.js';
import { KnownPerson } from '../enrolment/known-person.entity.js';
import { ExamStaff } from '../exams/exam-staff.entity.js';
import { Exam } from '../exams/exam.entity.js';
import { PolicyVersion } from '../exams/policy-version.entity.js';
import { QuestionRow } from '../exams/question.entity.js';
import { RosterPhoto } from '../exams/roster-photo.entity.js';
import { RosterEntry } from '../exams/roster-entry.entity.js';
import { ExamMaterial } from '../files/exam-material.entity.js';
import { FileChunk } from '../files/file-chunk.entity.js';
import { FilePerson } from '../files/file-person.entity.js';
import { StoredFile } from '../files/stored-file.entity.js';
import { FaceRun } from '../face/tickets/face-run.entity.js';
import { FaceStanding } from '../face/verifying/face-standing.entity.js';
import { Installation } from '../keys/installation.entity.js';
import { MailRow } from '../mail/mail.entity.js';
import { MonitorAlertRow } from '../monitor/monitor-alert.entity.js';
import { MonitorState } from '../monitor/monitor-state.entity.js';
import { Challenge } from '../monitoring/entities/challenge.entity.js';
import { Frame } from '../monitoring/entities/frame.entity.js';
import { LivenessRunRow } from '../monitoring/entities/liveness-run.entity.js';
import { StreamEvent } from '../monitoring/entities/stream-event.entity.js';
import { Stream } from '../monitoring/entities/stream.entity.js';
import { SettingsRow } from '../settings/settings-row.entity.js';
import { DoomedObject } from '../storage/doomed-object.entity.js';
import { Evidence } from '../violations/evidence.entity.js';
import { ViolationEvent } from '../violations/violation-event.entity.js';
import { ViolationPayload } from '../violations/violation-payload.entity.js';
import { Violation } from '../violations/violation.entity.js';

/** Every table of the application: what the data source knows and what a generated migration is compared with. */
export const ENTITIES = [
  AccountLink,
  Answer,
  Attempt,
  AttemptChange,
  AuditEntry,
  Challenge,
  CheckInPicture,
  Consent,
  DataKey,
  DoomedObject,
  Evidence,
  Exam,
  ExamMaterial,
  ExamStaff,
  FaceRun,
  FaceStanding,
  FaceTemplate,
  FileChunk,
  FilePerson,
  Frame,
  Installation,
  KnownPerson,
  LivenessRunRow,
  LoginSession,
  MailRow,
  MessageRow,
  MonitorAlertRow,
  MonitorState,
  Passkey,
  PasskeyChallenge,
  PolicyVersion,
  QuestionRow,
  RecoveryCode,
  RosterEntry,
  RosterPhoto,
  SecondStep,
  SettingsRow,
  StoredFile,
  Stream,
  StreamEvent,
  TotpSecret,
  User,
  Violation,
  ViolationEvent,
  ViolationPayload,
];
