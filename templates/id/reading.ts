/** What contacts say in Indonesian. Sources: Permenkominfo 9/2017 (SMS premium: UNREG, BERHENTI) and the keywords of Indonesian operators. */

import type { ReadingList } from '../../src/core/reading/list.ts'

export const id: ReadingList = {
  locale: 'id',
  solid:
    'berhenti, unreg, hentikan, stop sms, berhenti berlangganan, berhentikan, stop langganan, unreg all, berhenti sekarang, hentikan sekarang, stop kirim, stop dong, stop ya',
  lone: 'batal, batalkan, hapus, keluar, hapus saya, cabut, hapus nomor saya, jangan kirim lagi, jangan hubungi saya, jangan ganggu, jangan kirim pesan, tidak mau lagi, batal langganan, berhenti langganan, udahan, gak mau lagi',
  everyday: 'cukup, selesai, sudah, tolak',
  perhaps:
    'tidak tertarik, saya tidak tertarik, gak tertarik, blokir, saya blokir, tidak berminat, ganggu, mengganggu, hapus data saya, tidak minat',
  soft: 'tolong mohon segera sekarang dong ya deh aja saja sih lah lagi pls harap juga kak',
  fillers:
    'terima kasih makasih halo hai selamat pagi siang sore malam iya tidak ok oke pak bu mas mbak kak maaf min admin trims',
  notSlips:
    'hentian, berhasil, berganti, hentakan, henti, kantikan, gantikan, pemberhentian, nantikan',
  sets: {
    send: 'kirim mengirim kirimkan mengirimi kirimi sms_saya wa chat mengirimkan menghubungi hubungi mengganggu ganggu spam ngirim kirim_kirim hubung telepon_dan_kirim',
    msg: 'pesan sms wa whatsapp chat notifikasi pesan_pesan pesan_wa pesan_whatsapp spam broadcast pesan_ini',
    kind: 'iklan promosi promo penawaran email info',
    me: 'saya aku ke_saya ke_nomor_ini nomor_ini nomor_saya gue gw kami ke_sini',
  },
  certain: `
    menolak|tolak menerima|untuk|semua* <msg>
    cukup|sudah dengan|kirim|terima* <msg>
    berhenti|stop|hentikan|setop|berhentilah tolong|untuk? <send> <me>? <msg>?
    berhenti|stop|hentikan|setop semua|terima|menerima|pengiriman|berlangganan|langganan|dari|layanan* <msg>
    berhenti berlangganan
    jangan pernah|lagi|sekali|kali* <send> <me>? <msg>? lagi|ke_saya|ini|apapun|apa_apa
    jangan pernah|lagi* <send> <msg>|saya|aku|ke_saya
    jangan <send> <me>
    tidak|gak|ga|nggak|enggak|tdk|ngga ingin|mau|perlu|ingin_lagi|mau_lagi lagi? menerima|terima|dapat|dapet|dikirimi|dihubungi|nerima|mendapat|di|dikirim* <msg>|lagi|iklan_lagi
    tidak|gak|ga|nggak ingin|mau lagi? dihubungi|dikirimi|diganggu
    hapus|keluarkan|coret|hilangkan nomor? saya|aku|nomor_ini|nomor_saya dari daftar|list|database|kontak|sistem|grup_promo
    hapus nomor saya|ini|aku
    saya|aku ingin|mau|minta berhenti|unreg|keluar_dari_daftar|unsubscribe|stop_berlangganan|berhenti_langganan|dihapus_dari_daftar|nomor_saya_dihapus
    mencabut|cabut|menarik|tarik|batalkan kembali? persetujuan|izin saya?
    tidak menyetujui|mengizinkan|memberi_izin|memberikan_izin
    jangan ganggu|hubungi saya|aku|nomor_ini lagi?
    tidak ada lagi <msg>`,
  whole: `
    jangan <send> lagi?
    jangan ganggu
    tidak|gak|ga|nggak mau lagi?
    saya? mau|ingin berhenti|stop`,
  doubtful: `
    unreg
    jangan kirim <kind>
    tidak|gak mau|ingin terima|menerima? <kind>
    terlalu banyak <msg>
    dari mana|dapat anda? dapat? nomor saya`,
  other: `
    jangan berhenti|hentikan|hapus|stop|keluarkan
    tidak|gak mau|ingin|akan berhenti|unreg|keluar
    kenapa|mengapa|kapan berhenti|tidak|gak|stop|sudah
    batalkan|batal|hapus|stop|hentikan|membatalkan|berhenti pesanan|janji|pembayaran|kartu|jadwal|booking|transaksi|les|kursus|kerja|sekolah|merokok|order|minum|transfer|rekening|dari_daftar_tunggu
    tidak|gak|belum terima|menerima|dapat|ada <msg>|notifikasi`,
  ends: 'berhenti, hentikan, jangan, stop, hapus, tidak mau, tidak ingin, keluarkan',
  about:
    'mengirim, kirim, pesan, sms, menghubungi saya, hubungi saya, nomor saya, dari daftar, spam',
  voids:
    'kenapa, mengapa, kapan, dia, suami saya, istri saya, anak saya, kakak saya, balas, ketik, kata, lagu, tanpa, teman, belum, bukan',
  questions:
    'kalau, jika, bagaimana, gimana, di mana, bisakah saya, sebelum, sampai, apakah saya, apa saya, cara',
  narrows:
    'tentang, malam, setelah, sebelum, kalau, jika, tapi, kecuali, saat, di kantor, untuk anak, untuk suami, soal, jam, waktu, lewat email, kode, ke nomor lama, hari minggu',
  optIn: 'ya, iya',
  agrees:
    'ya setuju, setuju, saya setuju, ya saya setuju, ya boleh, boleh, ya silakan, silakan, ya mau, ya terima kasih, iya setuju, iya boleh, ya bersedia, saya bersedia, bersedia, ya tentu, tentu',
  declines:
    'tidak, tidak terima kasih, saya menolak, menolak, tidak setuju, saya tidak setuju, gak, nggak, tidak mau, tidak tidak, tidak bersedia, ga mau',
  help: 'bantuan',
  stopMarketing: 'hentikan promosi, stop promosi, berhenti promosi',
  signatures: 'dikirim dari, dikirim menggunakan',
  tapbacks:
    'menyukai, suka, mencintai, tidak menyukai, menertawakan, menekankan, mempertanyakan, bereaksi terhadap, terhadap',
}
