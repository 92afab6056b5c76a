import { decodePicture, encodePicture } from '@invigil/biometrics/node';
import { Injectable, Logger } from '@nestjs/common';
import { KeyService } from '../keys/key.service.js';
import { seal, unseal } from '../keys/seal.js';
import { WRAPPED } from '../keys/wrapped-rows.js';
import { objectKey } from '../storage/object-key.js';
import { ObjectStore } from '../storage/object-store.service.js';
import type { MonitorAlertRow } from './monitor-alert.entity.js';

type Sealed = Pick<MonitorAlertRow, 'id' | 'wrapped' | 'objectKey'>;

/** Pictures of unknown faces: they are nobody's, so each has a key of its own, which goes with the alert. */
@Injectable()
export class AlertPictures {
  private readonly logger = new Logger(AlertPictures.name);

  constructor(
    private readonly keys: KeyService,
    private readonly objects: ObjectStore,
  ) {}

  /** As the page sent it, re-encoded: nothing of the sender's file but its picture. */
  async clean(jpeg: Uint8Array): Promise<Uint8Array> {
    return encodePicture(await decodePicture(jpeg));
  }

  /** Before the transaction, so that a committed row never names a picture that is not there. */
  async keep(id: string, jpeg: Uint8Array): Promise<Pick<MonitorAlertRow, 'wrapped' | 'objectKey'>> {
    const key = this.keys.newDataKey();
    const picture = { wrapped: this.keys.wrap(key, bound(id)), objectKey: objectKey('alerts') };
    await this.objects.put(picture.objectKey, seal(key, jpeg, bound(id)));
    return picture;
  }

  /** @returns null when the object is gone. @throws when it is another alert's */
  async open({ id, wrapped, objectKey: name }: Sealed): Promise<Buffer | null> {
    const sealed = await this.objects.get(name);
    return sealed && unseal(this.keys.unwrap(wrapped, bound(id)), sealed, bound(id));
  }

  /** It became no alert. What cannot be deleted now is found later by the retention job: no row names it. */
  async discard({ objectKey: name }: Pick<MonitorAlertRow, 'objectKey'>): Promise<void> {
    await this.objects.delete(name).catch(() => {
      this.logger.warn('A picture that became no alert could not be deleted yet; the retention job will.');
    });
  }
}

const { bound } = WRAPPED.alert;
