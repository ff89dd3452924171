#pragma once

// The headers of XCB are C and convert as they please.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wpedantic"
#include <xcb/composite.h>
#include <xcb/damage.h>
#include <xcb/randr.h>
#include <xcb/res.h>
#include <xcb/shm.h>
#include <xcb/xcb.h>
#pragma GCC diagnostic pop

#include <cstdlib>
#include <memory>
#include <string>

namespace tk::capture::x11 {

/// Frees what XCB has allocated.
struct Freer {
    void operator()(void* memory) const { std::free(memory); }
};
/// A reply or event of XCB.
template <typename Reply>
using Owned = std::unique_ptr<Reply, Freer>;

/// A connection to the X server and what it can do.
class Connection {
public:
    /// Throws Error with advice when there is no server.
    Connection();
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    xcb_connection_t* get() const { return connection_; }
    const xcb_screen_t& screen() const { return *screen_; }
    const xcb_setup_t& setup() const { return *xcb_get_setup(connection_); }
    bool has_composite() const { return has_composite_; }
    bool has_shared_memory() const { return has_shared_memory_; }
    bool has_client_ids() const { return has_client_ids_; }
    /// First event number of the damage extension; 0 without it.
    int damage_event() const { return damage_event_; }

    /// Throws Error when the server is gone.
    void check() const;
    xcb_atom_t atom(const std::string& name) const;

private:
    void find_extensions();

    xcb_connection_t* connection_;
    const xcb_screen_t* screen_ = nullptr;
    bool has_composite_ = false;
    bool has_shared_memory_ = false;
    bool has_client_ids_ = false;
    int damage_event_ = 0;
};

}  // namespace tk::capture::x11
