/** What contacts say in Turkish. Sources: İYS and the 6563 sayılı Kanun (ret hakkı: RET, IPTAL), and the SMS keywords of Turkish operators. */

import type { ReadingList } from '../../src/core/reading/list.ts'

export const tr: ReadingList = {
  locale: 'tr',
  solid:
    'ret, iptal et, durdur, abonelikten çık, aboneliği iptal et, aboneliğimi iptal et, listeden çıkar, beni listeden çıkar, beni çıkar, beni çıkarın, listeden çıkarın, üyeliği iptal et, durdurun, mesaj atmayın, mesaj istemiyorum, mesaj göndermeyin, yeter artık, abonelikten ayrıl, abonelikten çıkmak istiyorum',
  lone: 'iptal, çık, çıkış, istemiyorum, kaldır, sil, bırak, bırakın, artık yazmayın, yazmayın, aramayın ve yazmayın, göndermeyin, rahatsız etmeyin, beni silin, numaramı silin, vazgeç, atmayın, artık istemiyorum, iptal edin',
  everyday: 'dur, durun, yeter, son, para',
  perhaps:
    'ilgilenmiyorum, engelle, engelleyeceğim, spam mesaj, istemem, reklam istemiyorum, verilerimi silin, onayımı geri alıyorum mu, şikayet edeceğim',
  soft: 'lütfen hemen artık şimdi bir daha bana bize asla derhal hiç ya lütfen',
  fillers:
    'teşekkürler teşekkür ederim merhaba selam iyi günler evet hayır tamam bey hanım sağolun sağ olun yeter günaydın akşamlar sayın',
  notSlips:
    'istemiyoruz, göndermeyi, duru, duruş, durdu, durum, kadir, kaldı, çıktı, iptali, durdurdu, durdurma',
  sets: {
    msg: 'mesaj mesajlar mesajları sms smsler mesajlarınızı mesajınızı mesajlarını bildirim whatsapp_mesajı smsleri mesajlarınız iletiler ileti mesajlardan',
    neg: 'atmayın atma göndermeyin gönderme yollamayın yollama yazmayın yazma istemiyorum almak_istemiyorum istemiyoruz iletmeyin atmayınız göndermeyiniz gelmesin çekmeyin almayayım almak_istemem',
  },
  certain: `
    <msg> başka|daha|bir|da|reklam* <neg>
    artık|bana|daha|numaraya|numarama bir|daha|başka|hiç|mesaj* yazmayın|yazma|mesaj_atmayın|göndermeyin|atmayın
    <msg> kesin|durdurun|durdur|iptal_edin|kesiniz|durdurunuz|sonlandırın|göndermeyi_kesin|atmayı_kesin|göndermeyi_bırakın|atmayı_bırakın|atmayı_bırak|göndermeyi_durdurun|yollamayı_kesin|kes
    bana|beni yazmayı|rahatsız_etmeyi|aramayı bırakın|kesin|bırak
    beni|numaramı|bizi bu|mesaj|sms* listeden|listenizden|listesinden|rehberinizden|sistemden|sisteminizden|listelerinizden|gruptan çıkarın|çıkar|silin|sil|çıkartın|çıkarır_mısınız|çıkarınız
    numaramı|numaramızı silin|sil|siliniz
    onayımı|iznimi|rızamı|açık_rızamı|iletişim_iznimi|onayı geri iptal? alıyorum|çekiyorum|ediyorum
    onayımı|iznimi|rızamı iptal ediyorum|etmek_istiyorum
    abonelikten|listeden|listenizden|bu_listeden çıkmak|ayrılmak|çıkarılmak istiyorum
    aboneliğimi|üyeliğimi iptal etmek_istiyorum|edin|ediyorum
    rahatsız etmeyin|etme
    beni rahat bırakın|bırak
    izin vermiyorum
    iletişime geçmeyin|geçme
    beni aramayın`,
  whole: `
    artık istemiyorum|göndermeyin|yazmayın`,
  doubtful: `
    çok fazla mesaj
    reklam|kampanya|bilgilendirme mesajı|mesajları istemiyorum|almak_istemiyorum
    numaramı nereden buldunuz|aldınız`,
  other: `
    <msg> atmayı_bırakmayın|durdurmayın|gelmiyor|almadım|gelmedi|kesmeyin
    randevumu|siparişimi|randevuyu|siparişi|kartımı|ödemeyi|rezervasyonu|rezervasyonumu iptal|durdur|durdurun|sil
    neden|niye|niçin artık? mesaj? atmıyorsunuz|yazmıyorsunuz|göndermiyorsunuz|kesildi`,
  ends: 'durdurun, kesin, istemiyorum, bırakın, silin, çıkarın, göndermeyin, atmayın',
  about: 'mesaj, sms, mesajları, mesajlarınızı, listeden, numaramı, rehberinizden',
  voids: 'neden, niye, eşim, kardeşim, annem, babam, oğlum, kızım, arkadaşım',
  questions: 'eğer, nasıl, nerede, önce',
  narrows: 'ama, diye, sadece, dedi, demedim, dediniz, demiyorum',
  optIn: 'evet',
  agrees:
    'evet lütfen, kabul ediyorum, evet kabul ediyorum, onaylıyorum, evet onaylıyorum, kabul, evet tamam, evet isterim, evet teşekkürler, tabii, evet tabii, olur, evet olur',
  declines:
    'hayır, hayır teşekkürler, reddediyorum, kabul etmiyorum, onaylamıyorum, hayır istemiyorum, hayır hayır, asla, yok',
  help: 'yardım',
  stopMarketing: 'promosyonları durdur, kampanyaları durdur, tanıtımları durdur',
  signatures: "iphone umdan gönderildi, iphone'umdan gönderildi, samsung",
  tapbacks: 'beğendi, sevdi, bayıldı, beğenmedi, güldü, vurguladı, sorguladı, tepki verdi',
}
