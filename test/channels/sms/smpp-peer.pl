#!/usr/bin/perl
# A message centre for the tests, on Net::SMPP (which shares nothing with the library of the service). It listens on a loopback
# port, tells what happens as lines of JSON and takes orders as lines of JSON:
#   {"set":{…}}            how to answer from now on, see %how
#   {"deliver":{…}}        a deliver_sm with these fields; tlv: {name: hex}
#   {"cut":1}              tears the connection
#   {"answer":1}           answers the submits that were left unanswered
use strict;
use warnings;
use Encode qw(decode);
use IO::Select;
use JSON::PP;
use Net::SMPP;

my %how = (
    system_id => 'kvitok', password => 'secret',
    bind_status => 0,
    submit_status => [],      # statuses of the next submits, then 0
    silent => 0,              # answer no submit
    cut_after => 0,           # tear the connection at this submit, unanswered
    swallow => 0,             # from this submit on, answer none, until the cut
    tell => 1,                # tell of every submit
    deaf => 0,                # answer no enquire_link
    ids => '%d',              # how an id is written
    query => undef,           # [message_state, error_code], or undef: unknown command
);
my $json = JSON::PP->new->canonical->ascii;
my $listener = Net::SMPP->new_listen('127.0.0.1', port => 0) or die "no port: $!";
my $select = IO::Select->new($listener, \*STDIN);
my ($client, %parts, $orders, @unanswered);
my ($submits, $next_id, $seq) = (0, 1000, 1);
$| = 1;
binmode STDIN;
$SIG{PIPE} = 'IGNORE';
$SIG{__WARN__} = sub { };
tell_of(listening => { port => $listener->sockport });

while (my @ready = $select->can_read) {
    for my $handle (@ready) {
        if ($handle == $listener) { welcome() }
        elsif (fileno($handle) == 0) { take_orders() }
        else { take_pdu($handle) }
    }
}

sub tell_of { my ($event, $facts) = @_; print $json->encode({ event => $event, %$facts }), "\n" }

sub welcome {
    my $socket = $listener->accept or return;
    ${*$socket}{$_} = Net::SMPP::Default->{$_} for keys %{ +Net::SMPP::Default };
    $socket->set_version(0x34);
    ${*$socket}{async} = 1;
    $select->add($socket);
}

sub part_with {
    my ($socket) = @_;
    $select->remove($socket);
    $client = undef if $client && $client == $socket;
    close $socket;
    tell_of(closed => {});
}

sub take_orders {
    my $read = sysread STDIN, $orders, 65536, length($orders // '');
    exit 0 unless $read;
    while ($orders =~ s/^(.*)\n//) {
        my $order = $json->decode($1);
        %how = (%how, %{ $order->{set} }) if $order->{set};
        part_with($client) if $order->{cut} && $client;
        deliver(%{ $order->{deliver} }) if $order->{deliver} && $client;
        if ($order->{answer} && $client) { $client->submit_sm_resp(@$_) for splice @unanswered }
    }
}

sub deliver {
    my (%fields) = @_;
    my $tlv = delete $fields{tlv} || {};
    $client->deliver_sm(async => 1, seq => 100_000 + $seq++, destination_addr => 'KvitokShop', %fields,
        map { $_ => pack('H*', $tlv->{$_}) } sort keys %$tlv);
}

sub take_pdu {
    my ($socket) = @_;
    my $pdu = $socket->read_pdu or return part_with($socket);
    my ($cmd, $n) = ($pdu->{cmd}, $pdu->{seq});
    if ($cmd == 0x09) {
        my $status = $how{bind_status}
            || ($pdu->{system_id} ne $how{system_id} ? 0x0f : $pdu->{password} ne $how{password} ? 0x0e : 0);
        tell_of(bind => { map({ $_ => $pdu->{$_} } qw(system_id system_type interface_version)), status => $status });
        $client = $socket unless $status;
        $socket->bind_transceiver_resp(seq => $n, status => $status, system_id => 'peer');
    }
    elsif ($cmd == 0x04) { take_submit($socket, $pdu) }
    elsif ($cmd == 0x03) {
        tell_of(query => { message_id => $pdu->{message_id}, source_addr => $pdu->{source_addr} });
        my $answer = $how{query};
        return $socket->generic_nack(seq => $n, status => 0x03) unless $answer;
        $socket->query_sm_resp(seq => $n, message_id => $pdu->{message_id}, final_date => '',
            message_state => $answer->[0], error_code => $answer->[1]);
    }
    elsif ($cmd == 0x15) { tell_of(enquire_link => {}); $socket->enquire_link_resp(seq => $n) unless $how{deaf} }
    elsif ($cmd == 0x06) { tell_of(unbind => {}); $socket->unbind_resp(seq => $n) }
    elsif ($cmd == 0x80000005) { tell_of(deliver_resp => { status => $pdu->{status} }) }
    else { tell_of(other => { cmd => $cmd, status => $pdu->{status} }) }
}

sub take_submit {
    my ($socket, $pdu) = @_;
    $submits++;
    my $status = shift @{ $how{submit_status} } || 0;
    my $id = sprintf $how{ids}, $next_id++;
    if ($how{tell}) {
        my %facts = (status => $status, id => $id);
        $facts{$_} = $pdu->{$_} + 0 for qw(source_addr_ton source_addr_npi dest_addr_ton dest_addr_npi esm_class data_coding registered_delivery);
        $facts{$_} = $pdu->{$_} for qw(source_addr destination_addr validity_period);
        $facts{bytes} = length $pdu->{short_message};
        $facts{mark} = unpack 'n', $pdu->{516} if defined $pdu->{516};
        tell_of(submit => \%facts);
        put_together($pdu) unless $status;
    }
    if ($how{cut_after} && $submits == $how{cut_after}) {
        $how{swallow} = 0;
        return part_with($socket);
    }
    my @answer = (seq => $pdu->{seq}, status => $status, message_id => $status ? '' : $id);
    return push @unanswered, \@answer if $how{silent} || ($how{swallow} && $submits >= $how{swallow});
    $socket->submit_sm_resp(@answer);
}

# A text whole again, however it was parted, as a phone would show it.
sub put_together {
    my ($pdu) = @_;
    my ($bytes, $ref, $total, $at) = ($pdu->{short_message}, undef, 1, 1);
    if (defined $pdu->{message_payload}) { $bytes = $pdu->{message_payload} }
    elsif ($pdu->{esm_class} & 0x40) {
        my $length = unpack 'C', $bytes;
        my ($element, undef, @header) = unpack 'x C C C C C', $bytes;
        ($ref, $total, $at) = @header if $element == 0;
        $bytes = substr $bytes, $length + 1;
    }
    elsif (defined $pdu->{sar_msg_ref_num}) {
        $ref = unpack 'n', $pdu->{sar_msg_ref_num};
        $total = unpack 'C', $pdu->{sar_total_segments};
        $at = unpack 'C', $pdu->{sar_segment_seqnum};
    }
    my $key = "$pdu->{destination_addr} " . ($ref // 'alone');
    $parts{$key}[$at - 1] = $bytes;
    return if grep { !defined $parts{$key}[$_] } 0 .. $total - 1;
    my $alphabet = { 0 => 'gsm0338', 3 => 'iso-8859-1', 8 => 'UTF-16BE' }->{ $pdu->{data_coding} };
    # Each part must be readable by itself: phones show parts that come alone.
    my $text = join '', map { decode($alphabet, $_, Encode::FB_CROAK | Encode::LEAVE_SRC) } @{ delete $parts{$key} };
    tell_of(text => { to => $pdu->{destination_addr}, text => $text, parts => $total });
}
