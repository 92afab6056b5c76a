import { DroppedError, FrameFaultError, PictureError, type FrameAnalysis } from '@invigil/biometrics/node';
import type { MonitorFace, MonitorLook } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { AnalysisService } from '../analysis/analysis.service.js';
import { KnownFaces } from '../enrolment/known-faces.service.js';
import { Problem } from '../http/problem.js';
import { SettingsService } from '../settings/settings.service.js';
import { AlarmService } from './alarm.service.js';
import { followFaces, type FollowedFace, type Track } from './follow-faces.js';
import { isSearched, judgeFace, type Nearest } from './judge-faces.js';
import type { Watch } from './watch.js';

/** What the monitor makes of one frame. */
@Injectable()
export class LooksService {
  constructor(
    private readonly analysis: AnalysisService,
    private readonly known: KnownFaces,
    private readonly settings: SettingsService,
    private readonly alarm: AlarmService,
  ) {}

  /**
   * @param watch the page's own memory, brought up to this frame
   * @throws Problem BAD_PICTURE, TOO_MANY
   */
  async look(watch: Watch, jpeg: Uint8Array): Promise<MonitorLook> {
    const analysis = await this.analyse(watch, jpeg);
    const { tolerance } = (await this.settings.read()).monitor;
    const followed = followFaces(watch.tracks, analysis, watch.next);
    const strange = new Map<number, number>();
    const faces: MonitorFace[] = [];
    for (const one of followed.faces) {
      const judged = judgeFace(one, await this.nearest(one), tolerance, analysis);
      strange.set(judged.face.track, judged.strange);
      faces.push(judged.face);
    }
    watch.next = followed.next;
    watch.tracks = followed.tracks.map((track): Track => ({ ...track, strange: strange.get(track.id) ?? track.strange }));
    const isAlarming = faces.some(({ kind }) => kind === 'unknown');
    const shown = faces.map(({ place, kind }) => ({ place, kind }));
    return { faces, alert: isAlarming ? await this.alarm.raise(jpeg, shown, watch.personId) : null };
  }

  /** Searched anew in each frame: whoever was erased, or took their consent back, is unknown in the next one. */
  private async nearest(followed: FollowedFace): Promise<Nearest | null> {
    if (!isSearched(followed)) return null;
    const found = await this.known.search(followed.track.probes, 'monitor');
    return found && { distance: found.distance, name: this.known.nameOf(found.personId) };
  }

  private async analyse({ id }: Watch, jpeg: Uint8Array): Promise<FrameAnalysis> {
    try {
      return await this.analysis.analyse({ attemptId: id, jpeg, priority: 'routine', wantSsd: true, wantScreen: true, describeAll: true });
    } catch (error) {
      if (error instanceof PictureError) throw new Problem('BAD_PICTURE', error.message);
      if (error instanceof FrameFaultError) throw new Problem('BAD_PICTURE', 'The picture could not be read; the next one is looked at.');
      if (error instanceof DroppedError) throw new Problem('TOO_MANY', 'The server is busy; the monitor goes on as soon as it can.');
      throw error;
    }
  }
}
